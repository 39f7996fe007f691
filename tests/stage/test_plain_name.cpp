// A function's name, without what tells overloads and instances apart.
#include <gmock/gmock.h>

#include <string>
#include <utility>

#include "stage/source/mapped_files.hpp"
#include "stage/source/plain_name.hpp"

namespace {

using stage::plain_name;
using stage::without_parameters;

TEST(PlainName, IsThatOfASymbolWithoutItsParameters) {
  EXPECT_EQ(plain_name("main"), "main");
  EXPECT_EQ(plain_name("_ZL11read_headeri"), "read_header");
  EXPECT_EQ(plain_name("_ZN12_GLOBAL__N_111read_headerEi"), "read_header");
  EXPECT_EQ(plain_name("_ZNK2ns4type6memberIiEEiT_"), "ns::type::member");
  EXPECT_EQ(plain_name("_ZN2ns4typeD2Ev"), "ns::type::~type");
}

TEST(PlainName, KeepsWhatCannotBeDemangled) {
  EXPECT_EQ(plain_name("main.readHeader"), "main.readHeader");
  EXPECT_EQ(plain_name("_Znonsense"), "_Znonsense");
  EXPECT_EQ(plain_name(""), "");
}

TEST(PlainName, LeavesOutTheMarksOfTheCompiler) {
  EXPECT_EQ(plain_name("read_header.part.0"), "read_header");
  EXPECT_EQ(plain_name("_ZL11read_headeri.constprop.0.isra.0"), "read_header");
  EXPECT_EQ(plain_name("main.cold"), "main");
}

TEST(PlainName, LeavesOutTheNumberOfARustSymbol) {
  EXPECT_EQ(plain_name("_ZN4echo5serve17h0123456789abcdefE"), "echo::serve");
}

TEST(PlainName, OfALambdaIsThatOfItsFunction) {
  EXPECT_EQ(plain_name("_ZZ4mainENKUlvE_clEv"), "main::lambda");
  EXPECT_EQ(without_parameters("run(int)::{lambda(int)#2}::operator()(int) "
                               "const::{lambda()#1}::operator()() const"),
            "run::lambda::lambda");
  EXPECT_EQ(without_parameters("main::$_0::operator()(int) const"),
            "main::lambda");
}

TEST(PlainName, HasNoResultAndNoArgumentsOfATemplate) {
  EXPECT_EQ(without_parameters("std::vector<int> ns::f<int>(char (*)(int))"),
            "ns::f");
  EXPECT_EQ(without_parameters("ns::f[abi:cxx11](int) &&"), "ns::f");
  EXPECT_EQ(without_parameters("a<(b)1>::c<d>(int) const volatile"), "a::c");
}

TEST(PlainName, OfAnOperatorIsWhole) {
  EXPECT_EQ(without_parameters("ns::type::operator()(int) const"),
            "ns::type::operator()");
  EXPECT_EQ(without_parameters("operator<<(std::ostream&, ns::type)"),
            "operator<<");
  EXPECT_EQ(without_parameters("bool ns::operator< <int>(int)"),
            "ns::operator<");
  EXPECT_EQ(without_parameters("ns::type::operator->() const"),
            "ns::type::operator->");
  EXPECT_EQ(without_parameters("ns::type::operator bool() const"),
            "ns::type::operator bool");
  EXPECT_EQ(without_parameters("operator new(unsigned long)"), "operator new");
  EXPECT_EQ(without_parameters("my_operator(int)"), "my_operator");
}

TEST(PlainName, OfATemplateInDebugInformationHasNoArguments) {
  EXPECT_EQ(stage::without_arguments("member<int>"), "member");
  EXPECT_EQ(stage::without_arguments("operator<<"), "operator<<");
  EXPECT_EQ(stage::without_arguments("operator->"), "operator->");
}

TEST(MappedFiles, OfTheSystemAndOfInterpretersAreForeign) {
  for (const char* path :
       {"/usr/bin/nc", "/bin/bash", "/opt/bin/python3.11", "/home/me/node"}) {
    EXPECT_TRUE(stage::is_foreign_program(path)) << path;
  }
  EXPECT_FALSE(stage::is_foreign_program("/home/me/server"));
  EXPECT_FALSE(stage::is_foreign_program("/usr/local/bin/server"));
  for (const char* path :
       {"/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib/libpq.so.5", "[vdso: 17]",
        "/opt/gcc/lib64/libstdc++.so.6"}) {
    EXPECT_TRUE(stage::is_foreign_library(path)) << path;
  }
  EXPECT_FALSE(stage::is_foreign_library("/home/me/libchat.so"));
  for (const char* path :
       {"/usr/include/c++/12/thread", "/rustc/90b35a6/library/std/src/net.rs",
        "/usr/bin/../lib/gcc/x86_64-linux-gnu/12/../../../../include/c++/x"}) {
    EXPECT_TRUE(stage::is_foreign_source(path)) << path;
  }
  EXPECT_FALSE(stage::is_foreign_source("/usr/src/app/server.cpp"));
}

}  // namespace
