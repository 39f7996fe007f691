// The files that a command writes to: --json, --svg, --pcap ...
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"
#include "sticky/output_file.hpp"
#include "sticky/words.hpp"
#include "view/view.hpp"

namespace sticky {

/// As given: "" is not asked for, "-" is standard output.
struct output_files {
  std::string json, svg, pcap;
  bool any() const { return !(json.empty() && svg.empty() && pcap.empty()); }
};

/// Opens the files before the play, so that a mistake is told at once, and
/// writes them after it.
class output {
 public:
  using drawing = std::function<void(const play::record&, view::language,
                                     const play::sink&)>;

  explicit output(const view::style&);
  /// Throws failure if a file cannot be opened, if two are one file or standard
  /// output, or if packets are asked for and `no_packets` says why there are
  /// none.
  output(const output_files&, const view::style&, std::string_view no_packets);

  /// One file more, such as --json or --svg; "" is none. Throws the same.
  void open(const std::string& path, drawing);

  /// False when standard output is one of the files.
  bool prints_text() const { return prints_text_; }
  /// Throws failure, interrupted, closed_output.
  void write(const play::record&);

 private:
  struct target {
    std::unique_ptr<output_file> file;
    drawing draw;
  };

  view::style style_;
  words say_;
  bool prints_text_ = true;
  std::vector<target> files_;
};

}  // namespace sticky
