// Exercise: the capstone, a server from an empty file. What it has to do stands
// in docs/capstone.md; each step of it in a lesson that you have read.
// 练习：毕业设计，从空文件写起的服务端。要求写在 docs/capstone.zh.md。
// Check: ./sticky check 28 PATH/server_shelf.cpp
int main() {
  return 1;
}
