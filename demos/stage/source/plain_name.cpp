#include "stage/source/plain_name.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

namespace stage {
namespace {

constexpr std::string_view unnamed_namespace = "(anonymous namespace)::";
constexpr std::string_view operator_word = "operator";

bool is_part_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The length of "{lambda(int)#1}", of "[abi:cxx11]", of "<int>" or "(char)".
std::size_t length_of_group(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // "->" closes nothing.
    if (text[i] == '>' && i > 0 && text[i - 1] == '-') continue;
    if (std::string_view("<([{").find(text[i]) != std::string_view::npos)
      ++depth;
    if (std::string_view(">)]}").find(text[i]) != std::string_view::npos &&
        --depth == 0)
      return i + 1;
  }
  return text.size();
}

/// The length of "operator()", "operator<<", "operator bool"; of an instance,
/// "operator<< <char>", without its arguments.
std::size_t length_of_operator(std::string_view text) {
  std::size_t at = operator_word.size();
  if (text.substr(at).starts_with("()")) return at + 2;
  const std::size_t end = std::min(text.find('(', at), text.size());
  return std::min(text.find(" <", at), end);
}

class reader {
 public:
  explicit reader(std::string_view text) : text_(text) {}

  std::string name() {
    while (!rest().empty()) step();
    return result_;
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  bool at_operator() const {
    const std::size_t after = at_ + operator_word.size();
    return rest().starts_with(operator_word) &&
           (at_ == 0 || !is_part_of_word(text_[at_ - 1])) &&
           (after == text_.size() || !is_part_of_word(text_[after]));
  }

  void step() {
    if (rest().starts_with(unnamed_namespace)) {
      at_ += unnamed_namespace.size();
    } else if (rest().starts_with("{lambda")) {
      at_ += length_of_group(rest());
      lambda();
    } else if (rest().starts_with("$_")) {  // clang's
      at_ = std::min(text_.find(':', at_), text_.size());
      lambda();
    } else if (at_operator()) {
      const std::size_t length = length_of_operator(rest());
      result_ += rest().substr(0, length);
      at_ += length;
    } else if (std::string_view("<([{").find(text_[at_]) !=
               std::string_view::npos) {
      has_parameters_ = has_parameters_ || text_[at_] == '(';
      at_ += length_of_group(rest());
    } else if (text_[at_] == ' ') {
      space();
    } else {
      if (text_[at_] == ':') has_parameters_ = false;
      result_ += text_[at_++];
    }
  }

  void lambda() {
    constexpr std::string_view called = "::operator()";
    result_ += "lambda";
    if (rest().starts_with(called)) at_ += called.size();
  }

  /// Before the parameters it ends the type of the result; after them come
  /// qualifiers, up to what the function holds: "f(int) const::{lambda()#1}".
  void space() {
    if (has_parameters_) {
      at_ = std::min(text_.find("::", at_), text_.size());
      return;
    }
    if (!rest().starts_with(" <")) result_.clear();
    ++at_;
  }

  std::string_view text_;
  std::string result_;
  std::size_t at_ = 0;
  bool has_parameters_ = false;
};

/// The compiler's own marks: "read_header.part.0".
std::string_view without_marks(std::string_view symbol) {
  for (const std::string_view mark :
       {".constprop", ".isra", ".part", ".cold", ".lto_priv", ".llvm"})
    symbol = symbol.substr(0, symbol.find(mark));
  return symbol;
}

/// Rust's old names end in a number: "main::read::h0123456789abcdef".
void remove_hash(std::string& name) {
  constexpr std::size_t length = 19;
  if (name.size() > length &&
      std::string_view(name).substr(name.size() - length).starts_with("::h"))
    name.resize(name.size() - length);
}

}  // namespace

std::string without_parameters(std::string_view demangled) {
  const std::string name = reader(demangled).name();
  return name.empty() ? std::string(demangled) : name;
}

std::string without_arguments(std::string_view name) {
  const bool is_instance =
      name.ends_with('>') && !name.starts_with(operator_word);
  return std::string(is_instance ? name.substr(0, name.find('<')) : name);
}

std::string plain_name(const std::string& symbol) {
  const std::string whole(without_marks(symbol));
  if (!whole.starts_with("_Z")) return whole;
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> demangled(
      abi::__cxa_demangle(whole.c_str(), nullptr, nullptr, &status), std::free);
  if (demangled == nullptr) return whole;
  std::string name = without_parameters(demangled.get());
  remove_hash(name);
  return name;
}

}  // namespace stage
