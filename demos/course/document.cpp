#include "course/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "course/course.hpp"

namespace course {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using play::because;

constexpr std::size_t most_bytes = std::size_t{4} << 20;
constexpr std::size_t most_levels = 100;

/// Builds the value; stops at the first mistake.
class builder : public json::json_sax_t {
 public:
  builder(const fs::path& file, const std::string& text)
      : file_(file), text_(text) {}

  json result;

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override { return add(value); }
  bool number_float(double value, const std::string&) override {
    return add(value);
  }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(json::binary_t&) override { return false; }  // JSON has none
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    json& object = *open_.back();
    if (object.contains(name)) {
      throw wrong_at(file_, place(),
                     {because::is_there_twice, {play::escaped(name)}});
    }
    slot_ = &object[name];
    keys_.back() = play::escaped(name);
    return true;
  }

  bool parse_error(std::size_t byte, const std::string&,
                   const json::exception& wrong) override {
    // The library counts bytes from 1; its own message is for programmers.
    const bool is_number =
        dynamic_cast<const json::out_of_range*>(&wrong) != nullptr;
    const std::size_t at =
        std::clamp<std::size_t>(byte, 1, text_.size() + 1) - 1;
    const std::string before = text_.substr(0, at);
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto line = std::ranges::count(before, '\n') + 1;
    const because what = is_number            ? because::number_is_too_large
                         : at >= text_.size() ? because::ends_too_early
                                              : because::character_not_expected;
    throw error(
        {because::no_json,
         {file_.string(), std::to_string(line), std::to_string(at - start + 1)},
         {{what}}});
  }

 private:
  bool add(json value) {
    *next() = std::move(value);
    return true;
  }

  bool open(json empty) {
    if (open_.size() == most_levels) {
      throw wrong_at(file_, "",
                     {because::too_many_levels, {std::to_string(most_levels)}});
    }
    json* const value = next();
    *value = std::move(empty);
    open_.push_back(value);
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  /// Where the next value belongs.
  json* next() {
    if (open_.empty()) return &result;
    if (open_.back()->is_object()) return slot_;
    keys_.back() = fmt::format("[{}]", open_.back()->size());
    open_.back()->emplace_back(nullptr);
    return &open_.back()->back();
  }

  /// "scenes[1].title", of the object that is open.
  std::string place() const {
    std::string text;
    for (std::size_t i = 0; i + 1 < keys_.size(); ++i) {
      if (!text.empty() && !keys_[i].starts_with('[')) text += '.';
      text += keys_[i];
    }
    return text;
  }

  const fs::path& file_;
  const std::string& text_;
  std::vector<json*> open_;        // the objects and arrays that are not closed
  std::vector<std::string> keys_;  // of what is open in each
  json* slot_ = nullptr;           // of the key that came last
};

}  // namespace

error wrong_at(const fs::path& file, const std::string& place,
               const play::reason& what) {
  if (place.empty())
    return error({because::wrong_in_file, {file.string()}, {what}});
  return error({because::wrong_in_file_at, {file.string(), place}, {what}});
}

std::string read_whole(const fs::path& file) {
  // A pipe or a device may have no end.
  std::error_code none;
  std::ifstream in;
  if (fs::is_regular_file(file, none)) in.open(file, std::ios::binary);
  const auto refuse = [&file](because why) {
    throw error({why, {file.string()}});
  };
  if (!in.is_open()) refuse(because::file_cannot_be_read);
  std::string text(most_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) refuse(because::file_cannot_be_read);
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most_bytes) refuse(because::file_is_too_long);
  return text;
}

json parse_document(const fs::path& file, const std::string& text) {
  builder built(file, text);
  json::sax_parse(text, &built);
  return std::move(built.result);
}

}  // namespace course
