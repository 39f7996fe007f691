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

/// How a play is drawn.
struct look {
  bool ladder = false;         ///< else the ribbons
  bool packets = false;        ///< all of them, with their numbers; of a ladder
  view::caption caption = {};  ///< above a picture
};
/// As a terminal shows it.
std::string drawn(const play::record&, const view::style&, const look&);
/// Throws failure if it asks for packets of what is no ladder.
void require_sense(const look&, const words&);

/// Writes a play, piece by piece.
using drawing = std::function<void(const play::record&, view::language,
                                   const look&, const play::sink&)>;

/// A kind of file that a play can be written to.
struct format {
  std::string option;            ///< "--svg"
  std::string english, chinese;  ///< what --help says of it
  std::string extension;         ///< of its files in a folder: ".svg"
  bool of_packets = false;       ///< there must be some
  drawing draw;
};
/// All there are.
const std::vector<format>& formats();

/// As given: "" is not asked for, "-" is standard output; a folder takes a file
/// for each scene.
struct output_files {
  /// In the order of the formats.
  std::vector<std::string> paths = std::vector<std::string>(formats().size());
  look as;
  bool any() const;
  bool any_of_packets() const;
  /// One is a file and no folder, so there can be but one play.
  bool any_of_one_play() const;
};

/// Opens the files before the play, so that a mistake is told at once, and
/// writes them after it.
class output {
 public:
  explicit output(const view::style&);
  /// Where a folder is named, the file in it is `stem` with the extension of
  /// its format; "": none may be. Throws failure if a file cannot be opened, if
  /// two are one file or standard output, or if packets are asked for and
  /// `no_packets` says why there are none.
  output(const output_files&, const view::style&, std::string_view no_packets,
         const std::string& stem = "");

  /// One file more, such as --json or --svg; "" is none. Throws the same.
  void open(const std::string& path, drawing);

  /// False when standard output is one of the files.
  bool prints_text() const { return prints_text_; }
  /// One that fails does not keep the others from being written.
  /// Throws failure, interrupted, closed_output.
  void write(const play::record&, const view::caption& = {});

 private:
  void add(std::unique_ptr<output_file>, drawing);

  struct target {
    std::unique_ptr<output_file> file;
    drawing draw;
  };

  view::style style_;
  words say_;
  look look_;
  bool prints_text_ = true;
  std::vector<target> files_;
};

}  // namespace sticky
