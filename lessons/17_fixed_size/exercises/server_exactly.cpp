// Exercise: from an empty file, the server for messages of 16 bytes. Called as
// ./server_exactly 127.0.0.1 PORT it listens there and serves one client after
// the other. For each message it prints its number, how many bytes it has
// without the NULs at its end, and the text; at the end of the stream, a line:
//   1: 5 bytes "hello"
//   the client left
// If a client leaves inside a message, the server says so on stderr and goes on
// with the next client. It keeps no more than one message.
// Check: ./sticky check 17 PATH/server_exactly.cpp
// 练习：从空文件写起：消息一律 16 字节的服务端。启动方式是
//       ./server_exactly 127.0.0.1 PORT，在那里监听，一个接一个地服务客户端。
//       每条消息打印序号、去掉结尾的 NUL 以后有几个字节、内容；流结束时打印一
//       行 the client left（格式见上）。客户端在消息中间离开，就在 stderr 上说
//       一声，接着服务下一个。手里最多只留一条消息。
int main() {
  return 1;
}
