// compute: is busy for ever and makes no call at all.
int main() {
  volatile unsigned i = 0;
  for (;;) i = i + 1;
}
