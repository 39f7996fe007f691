#include "stage/house.hpp"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "stage/probe.hpp"
#include "stage/refusal.hpp"
#include "stage/routes.hpp"

namespace stage {
namespace {

std::string remedy(const std::string& why) {
  const bool namespaces =
      why.starts_with("unshare") || why.starts_with("setgroups") ||
      why.starts_with("uid_map") || why.starts_with("gid_map");
  return "no network of its own here (" + why +
         "): plays use the host's, and no segments are recorded; " +
         (namespaces
              ? "allow user namespaces (sysctl user.max_user_namespaces, "
                "kernel.unprivileged_userns_clone or "
                "kernel.apparmor_restrict_unprivileged_userns) or run as root"
              : "run as root, or in a container with --cap-add=NET_ADMIN "
                "--cap-add=NET_RAW");
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

const std::string& no_own_network() try {
  static const std::string why = [] {
    std::string step;
    return own_network::make(step) ? std::string() : remedy(step);
  }();
  return why;
} catch (const refused_call& error) {
  give_up(error);
}

house::house(std::vector<program> programs, const options& options)
    : settings(options) {
  if (programs.empty()) throw stage_error("nothing to play: name a program");
  for (program& one : programs) {
    const std::string why =
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

void house::open_network() {
  if (settings.network == stage::network::host) {
    why_no_network = "on the host's network as asked: no segments are recorded";
  } else {
    std::string step;
    network = own_network::make(step);
    if (!network) why_no_network = remedy(step);
  }
  if (network)
    capture = std::make_unique<stage::capture>(*network, settings.capture);
  else
    host_diagnosis_ = open_host_diagnosis();
}

void house::make_ready(bool free_run) {
  if (!network) return;
  if (std::exchange(used_, true)) sweep();
  if (!free_run && !std::exchange(acknowledges_at_once_, true))
    acknowledge_at_once(network->route_socket());
}

// Where the kernel cannot destroy sockets (no INET_DIAG_DESTROY) every play
// gets a new network, and the fork servers, which are in the old one, go.
void house::sweep() {
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

int house::diagnosis() const noexcept {
  return network ? network->diagnosis_socket() : host_diagnosis_.get();
}

}  // namespace stage
