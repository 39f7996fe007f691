// The same three things have other names in each document's upload:
//
//              size of the data   name            digest
//   ours       total_size         filename        sha256, md5
//   000 §13    filesize           filename        none
//   002        file_size          file_new_name   MD5
//   004 §6     size               file_name       none
//
// None of their clients reads an answer, none of their servers gives one.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

struct dialect {
  const char *size, *name, *digest;
};
constexpr dialect documents[] = {{"filesize", "filename", "md5"},
                                 {"file_size", "file_new_name", "MD5"},
                                 {"size", "file_name", "md5"}};

// The header in our words, if it is a document's or asks for a file (then it
// has a name only); else "". What is missing is null there, and refused like
// any other value of the wrong kind.
inline std::string in_our_words(const nlohmann::json& header) {
  if (!header.is_object()) return "";
  const auto at = [&header](const char* key, const nlohmann::json& otherwise) {
    return header.contains(key) ? header[key] : otherwise;
  };
  const auto words = [](auto name, auto size, auto digest) {
    return nlohmann::json{
        {"filename", name}, {"total_size", size}, {"md5", digest}}
        .dump();
  };
  if (at("cmd", nullptr) == "get") return words(at("filename", nullptr), 0, "");
  for (const dialect& theirs : documents)
    if (header.contains(theirs.size))
      return words(at(theirs.name, nullptr), header[theirs.size],
                   at(theirs.digest, ""));
  return "";
}

// One header for the servers of all three: each looks up its own keys and takes
// no notice of the others. Throws nlohmann::json::exception for a name that is
// not UTF-8.
inline std::string document_header(const std::string& name,
                                   std::uint64_t size) {
  nlohmann::ordered_json header{{"cmd", "put"}};
  for (const dialect& theirs : documents) {
    header[theirs.name] = name;
    header[theirs.size] = size;
  }
  return header.dump(-1, ' ', true);
}

// What asks for a file. Throws as above.
inline std::string get_header(const std::string& name) {
  return nlohmann::ordered_json{{"cmd", "get"}, {"filename", name}}.dump(
      -1, ' ', true);
}
