// Shows: as many clients as you like, in one program: for the server.
// Ask:   what runs out first: memory, descriptors, ports or patience?
// Run:   ./crowd [host] [port] [how many]    10000 if not given
// Try:   against lesson 27's server. Predict how far it gets, and why.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "kit/arguments.hpp"
#include "kit/check.hpp"
#include "kit/framing/bytes.hpp"
#include "kit/framing/length_prefix.hpp"
#include "kit/sockets/recv_exact.hpp"
#include "kit/sockets/send_all.hpp"
#include "kit/sockets/tcp.hpp"

// As many as the limit on descriptors allows; says so if those are fewer.
std::size_t allowed(std::size_t wanted) {
  rlimit files{};
  kit::check(::getrlimit(RLIMIT_NOFILE, &files), "getrlimit");
  files.rlim_cur = files.rlim_max;
  kit::check(::setrlimit(RLIMIT_NOFILE, &files), "setrlimit");
  const std::size_t most = files.rlim_cur > 10 ? files.rlim_cur - 10 : 0;
  if (wanted > most)
    std::cout << "only " << most << ": the limit on open files" << std::endl;
  return std::min(wanted, most);
}

std::vector<std::byte> frame_of(const std::string& text) {
  std::vector<std::byte> frame;
  (void)kit::append_frame(kit::length_format{}, kit::as_bytes(text), frame);
  return frame;
}

int main(int argc, char* argv[]) try {
  const kit::arguments given(std::min(argc, 3), argv, "9000");
  if (given.help) return std::cout << given.usage << "  then how many\n", 0;
  const std::size_t many = allowed(argc > 3 ? std::stoul(argv[3]) : 10000);

  // ---- the lesson ----
  std::vector<kit::unique_fd> crowd;
  while (crowd.size() < many) {
    crowd.push_back(kit::connect_to(kit::endpoint(given.host, given.port)));
    kit::give_up_after(crowd.back().get(), std::chrono::seconds(30));
  }
  std::cout << many << " connected" << std::endl;
  for (std::size_t i = 0; i < many; ++i)
    kit::send_all(crowd[i].get(), frame_of("client " + std::to_string(i)));
  std::size_t right = 0;
  for (std::size_t i = many; i-- > 0;) {  // the last first
    const auto wanted = frame_of("CLIENT " + std::to_string(i));
    std::vector<std::byte> answer(wanted.size());
    const auto got = kit::recv_exact(crowd[i].get(), answer);
    right += got.how == kit::received::complete && answer == wanted;
  }
  std::cout << right << " answers are right" << std::endl;
  return right == many ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << std::string("crowd: ") + error.what() + '\n';
  return 1;
}
