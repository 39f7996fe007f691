#include "crowd.hpp"

#include <sys/socket.h>

#include <cstring>
#include <span>
#include <stdexcept>
#include <string>

#include "kit/sockets/tcp.hpp"

namespace bench {
namespace {

constexpr std::chrono::seconds patience(10);

// Sixteen letters from each other: a number is written with those.
void write_number(std::uint32_t number, char first_letter, char* out) {
  for (int i = 0; i < 8; ++i, number >>= 4)
    out[i] = static_cast<char>(first_letter + static_cast<char>(number & 15));
}

}  // namespace

crowd::crowd(const kit::endpoint& server, std::size_t size) {
  clients_.reserve(size);
  while (clients_.size() < size) {
    const auto number = static_cast<std::uint32_t>(clients_.size());
    client& c = clients_.emplace_back(client{kit::connect_to(server), number});
    kit::give_up_after(c.fd.get(), patience);
    ask(c);
    while (!hear(c, 0)) continue;
    epoll_event event{.events = EPOLLIN, .data = {.u32 = number}};
    kit::check(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, c.fd.get(), &event),
               "epoll_ctl");
  }
}

crowd::~crowd() {
  const linger reset{.l_onoff = 1, .l_linger = 0};
  for (const client& c : clients_)
    ::setsockopt(c.fd.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
}

void crowd::take_answers(std::size_t count) {
  if (under_way_ == 0)
    for (client& c : clients_) ask(c);
  while (count > 0) {
    client& c = next_ready();
    if (!hear(c, MSG_DONTWAIT)) continue;
    ask(c);
    --count;
  }
}

void crowd::be_quiet() {
  while (under_way_ > 0) hear(next_ready(), MSG_DONTWAIT);
}

crowd::client& crowd::next_ready() {
  while (next_ == ready_size_) {
    const int n = ::epoll_wait(
        epoll_.get(), ready_.data(), static_cast<int>(ready_.size()),
        static_cast<int>(std::chrono::milliseconds(patience).count()));
    if (n == -1 && errno == EINTR) continue;
    kit::check(n, "epoll_wait");
    if (n == 0)
      throw std::runtime_error("the server owes " + std::to_string(under_way_) +
                               " answers and sends none for 10 seconds");
    ready_size_ = static_cast<std::size_t>(n);
    next_ = 0;
  }
  return clients_[ready_[next_++].data.u32];
}

crowd::message crowd::text(const client& c, char first_letter) {
  message m;
  m.fill(static_cast<char>(first_letter + 25));
  std::memcpy(m.data(), "\0\0\0\100", 4);
  write_number(c.number, first_letter, m.data() + 4);
  write_number(c.requests, first_letter, m.data() + 12);
  return m;
}

void crowd::ask(client& c) {
  ++c.requests;
  const message request = text(c, 'a');
  c.came = 0;
  c.asked = clock::now();
  const ssize_t n =
      kit::check(::send(c.fd.get(), request.data(), request.size(),
                        MSG_NOSIGNAL | MSG_DONTWAIT),
                 "send");  // one request always fits into the send buffer
  if (n != static_cast<ssize_t>(request.size()))
    throw std::runtime_error("send took a part of a request only");
  ++under_way_;
}

// True: the answer is whole.
bool crowd::hear(client& c, int flags) {
  const std::span room = std::span(c.answer).subspan(c.came);
  const ssize_t n = ::recv(c.fd.get(), room.data(), room.size(), flags);
  if (n == -1 && errno == EAGAIN && flags == MSG_DONTWAIT) return false;
  const std::string which = "client " + std::to_string(c.number + 1);
  kit::check(n, "recv of " + which);
  if (n == 0) throw std::runtime_error("the server hung up on " + which);
  c.came += static_cast<std::size_t>(n);
  if (c.came < c.answer.size()) return false;
  if (c.answer != text(c, 'A'))
    throw std::runtime_error("a wrong answer for " + which);
  times_.push_back(clock::now() - c.asked);
  --under_way_;
  return true;
}

}  // namespace bench
