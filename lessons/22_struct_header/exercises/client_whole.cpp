// Exercise: from an empty file, a client for this lesson's server. Called as
// ./client_whole 127.0.0.1 PORT it connects, reads commands from its standard
// input, a line each, until "quit" or the end, and sends each without its line
// end. The answer is four bytes, its length (the lowest byte first, signed),
// and then that many bytes. Print what was asked, the length, and the answer:
//   whoami: 5 bytes
//   egon
// Judge the length before you make room for it: 0 to 1048576. Never ask recv
// for more than is missing.
// Check: ./sticky check 22 PATH/client_whole.cpp
// 练习：从空文件写起，写这一课服务端的客户端。启动方式是
//       ./client_whole 127.0.0.1 PORT。先连接，再从标准输入读命令，一行一条，
//       读到 "quit" 或者结束；发出去的不带换行。回答先是四个字节的长度（低位
//       字节在前，有符号），然后就是那么多字节。打印命令、长度和回答（格式见
//       上）。先检查长度，再准备地方：0 到 1048576。缺多少就向 recv 要多少，
//       不多要。
int main() {
  return 1;
}
