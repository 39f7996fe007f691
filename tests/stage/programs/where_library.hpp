// What `where` calls in a shared library.
#pragma once

extern "C" void answer_from_library(int fd);
extern "C" void answer_from_loaded(int fd);
