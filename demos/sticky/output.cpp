#include "sticky/output.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sticky/delivery.hpp"
#include "sticky/failure.hpp"
#include "sticky/output_folder.hpp"

namespace sticky {

const std::vector<format>& formats() {
  static const std::vector<format> all{
      {"--json", "Write the record of the play; - is standard output",
       "把演出记录写成 JSON；- 表示标准输出", ".json", false,
       [](const play::record& record, view::language, const look&,
          const play::sink& to) { play::write_json(record, to); }},
      {"--svg", "Write the ribbons, or the ladder, as a picture",
       "把字节带或梯形图画成 SVG 图", ".svg", false,
       [](const play::record& record, view::language language, const look& as,
          const play::sink& to) {
         to(as.ladder
                ? view::ladder_svg(record, language, as.packets, as.caption)
                : view::svg(record, language, as.caption));
       }},
      {"--pcap", "Write the packets for Wireshark (pcapng)",
       "把数据包写成 Wireshark 可读的 pcapng", ".pcapng", true,
       [](const play::record& record, view::language, const look&,
          const play::sink& to) { view::pcapng(record, to); }},
  };
  return all;
}

std::string drawn(const play::record& record, const view::style& style,
                  const look& as) {
  return as.ladder ? view::ladder(record, style, as.packets)
                   : view::text(record, style);
}

void require_sense(const look& as, const words& say) {
  if (as.packets && !as.ladder) {
    throw failure(say("--packets: only a ladder draws them; add --ladder",
                      "--packets：只有梯形图会画数据包；请加上 --ladder"));
  }
}

bool output_files::any() const {
  return std::ranges::any_of(
      paths, [](const std::string& path) { return !path.empty(); });
}

bool output_files::any_of_packets() const {
  for (std::size_t i = 0; i < paths.size(); ++i)
    if (formats()[i].of_packets && !paths[i].empty()) return true;
  return false;
}

bool output_files::any_of_one_play() const {
  return std::ranges::any_of(paths, [](const std::string& path) {
    return !path.empty() && !is_folder(path);
  });
}

output::output(const view::style& style)
    : style_(style), say_(style.language) {}

output::output(const output_files& asked, const view::style& style,
               std::string_view no_packets, const std::string& stem)
    : output(style) {
  require_sense(asked.as, say_);
  look_ = asked.as;
  for (std::size_t i = 0; i < formats().size(); ++i) {
    const format& one = formats()[i];
    const std::string& path = asked.paths[i];
    if (!path.empty() && one.of_packets && !no_packets.empty()) {
      throw failure(say_.format("{} {}: no packets to write: {}",
                                "{} {}：没有可写的数据包：{}", one.option, path,
                                no_packets));
    }
    if (!stem.empty() && is_folder(path)) {
      add(std::make_unique<output_file>(file_in(path, stem + one.extension),
                                        say_, true),
          one.draw);
    } else {
      open(path, one.draw);
    }
  }
}

void output::open(const std::string& path, drawing draw) {
  if (path.empty()) return;
  if (path == "-" && !std::exchange(prints_text_, false)) {
    throw failure(
        say_("two outputs to -: standard output takes only one; name a file "
             "for the others",
             "有两个输出都写到 -：标准输出只能接一个；请给其余的写文件名"));
  }
  add(std::make_unique<output_file>(path, say_), std::move(draw));
}

void output::add(std::unique_ptr<output_file> file, drawing draw) {
  for (const target& other : files_) {
    if (!file->is(*other.file)) continue;
    throw failure(say_.format(
        "two outputs to {}: name another file for one of them",
        "有两个输出都写到 {}：请给其中一个换一个文件", file->path()));
  }
  files_.push_back({std::move(file), std::move(draw)});
}

void output::write(const play::record& record, const view::caption& caption) {
  delivery way;
  look_.caption = caption;
  std::optional<failure> first;
  for (target& to : files_) {
    try {
      to.draw(record, style_.language, look_,
              [&](std::string_view bytes) { to.file->write(way, bytes); });
      to.file->finish(way);
    } catch (const failure& wrong) {
      if (!first) first = wrong;
    }
  }
  if (first) throw *first;
}

}  // namespace sticky
