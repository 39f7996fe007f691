// look PLACE CALL: receives one byte, then asks by CALL: FIONREAD, SIOCOUTQ,
// SIOCATMARK, SO_ERROR, TCP_INFO (and prints what it was told); or closes its
// connection by close_range, io_submit reads from it.
#include <linux/aio_abi.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include <cstdint>

#include "loopback.hpp"

namespace {

int asked(int fd, unsigned long what) {
  int told = -1;
  stop_if_failed(::ioctl(fd, what, &told), "ioctl");
  return told;
}

int option(int fd, int level, int name) {
  tcp_info info{};
  int told = -1;
  const bool is_info = level == IPPROTO_TCP;
  socklen_t size = is_info ? sizeof info : sizeof told;
  void* const where = is_info ? static_cast<void*>(&info) : &told;
  stop_if_failed(::getsockopt(fd, level, name, where, &size), "getsockopt");
  return is_info ? info.tcpi_state : told;
}

int submitted(int fd) {
  aio_context_t context = 0;
  char byte;
  iocb one{};
  one.aio_lio_opcode = IOCB_CMD_PREAD;
  one.aio_fildes = static_cast<unsigned>(fd);
  one.aio_buf = reinterpret_cast<std::uint64_t>(&byte);
  one.aio_nbytes = 1;
  iocb* all[] = {&one};
  ::syscall(SYS_io_setup, 1, &context);
  return static_cast<int>(::syscall(SYS_io_submit, context, 1, all));
}

}  // namespace

int main(int, char** argv) {
  const int fd = accepted(listener_at(argv[1]));
  char byte;
  stop_if_failed(static_cast<int>(::recv(fd, &byte, 1, 0)), "recv");
  const auto is = [&](const char* call) {
    return std::strcmp(argv[2], call) == 0;
  };
  int told = 0;
  if (is("FIONREAD")) told = asked(fd, FIONREAD);
  if (is("SIOCOUTQ")) told = asked(fd, SIOCOUTQ);
  if (is("SIOCATMARK")) told = asked(fd, SIOCATMARK);
  if (is("SO_ERROR")) told = option(fd, SOL_SOCKET, SO_ERROR);
  if (is("TCP_INFO")) told = option(fd, IPPROTO_TCP, TCP_INFO);
  if (is("close_range")) {
    const auto number = static_cast<unsigned>(fd);
    told = static_cast<int>(::syscall(SYS_close_range, number, ~0U, 0));
  }
  if (is("io_submit")) told = submitted(fd);
  std::printf("%s: %d\n", argv[2], told);
}
