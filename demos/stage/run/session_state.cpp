#include "stage/run/session_state.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "stage/net/quickack.hpp"
#include "stage/refusal.hpp"
#include "stage/run/probe.hpp"

namespace stage {
namespace {

using play::because;

play::reason with_remedy(play::reason why) {
  return {because::no_own_network,
          {},
          {why,
           {own_network::is_about_users(why) ? because::allow_user_namespaces
                                             : because::run_as_root}}};
}

// A socket that answers NETLINK_SOCK_DIAG for the host's network; empty where
// the kernel has none (CONFIG_INET_DIAG): then the stage does without.
descriptor open_host_diagnosis() {
  descriptor diagnosis(
      ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!diagnosis) {
    expect_errno({EPROTONOSUPPORT, EAFNOSUPPORT}, "socket(NETLINK_SOCK_DIAG)");
    return {};
  }
  return sees_listeners(diagnosis.get()) ? std::move(diagnosis) : descriptor();
}

}  // namespace

const play::reason& no_own_network() try {
  static const play::reason none = [] {
    play::reason why;
    return own_network::make(why) ? play::reason() : with_remedy(why);
  }();
  return none;
} catch (const refused_call& error) {
  give_up(error);
}

session_state::session_state(std::vector<program> programs,
                             const options& options)
    : settings(options) {
  if (programs.empty()) throw stage_error({because::nothing_to_play});
  for (program& one : programs) {
    const play::reason why =
        why_not_runnable(one.argv.empty() ? "" : one.argv.front());
    if (!why.empty()) throw stage_error(why);
    cast.push_back(std::make_unique<member>());
    cast.back()->input = input_file(one.input);
    cast.back()->spec = std::move(one);
    cast.back()->cannot_be_copied = !settings.copies;
  }
  probe_tracing();
  open_network();
}

void session_state::open_network() {
  if (settings.network == stage::network::host) {
    why_no_network = {because::on_the_hosts_network};
  } else {
    play::reason why;
    network = own_network::make(why);
    if (!network) why_no_network = with_remedy(why);
  }
  if (network)
    capture = std::make_unique<stage::capture>(*network, settings.capture);
  else
    host_diagnosis_ = open_host_diagnosis();
}

void session_state::make_ready(bool free_run) {
  if (!network) return;
  if (std::exchange(used_, true)) sweep();
  if (!free_run && !std::exchange(acknowledges_at_once_, true))
    acknowledge_at_once(network->route_socket());
}

// Where the kernel cannot destroy sockets (no INET_DIAG_DESTROY) every play
// gets a new network, and the fork servers, which are in the old one, go.
void session_state::sweep() {
  const auto left = std::exchange(connections, {});
  if (!destroy_connections(network->diagnosis_socket(), left)) {
    for (const auto& one : cast) one->copied_from.reset();
    capture.reset();
    open_network();
    acknowledges_at_once_ = false;
  } else {
    capture->forget();
  }
}

int session_state::diagnosis() const noexcept {
  return network ? network->diagnosis_socket() : host_diagnosis_.get();
}

}  // namespace stage
