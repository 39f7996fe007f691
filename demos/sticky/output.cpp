#include "sticky/output.hpp"

#include <utility>

#include "sticky/delivery.hpp"
#include "sticky/failure.hpp"

namespace sticky {

output::output(const view::style& style)
    : style_(style), say_(style.language) {}

output::output(const output_files& asked, const view::style& style,
               std::string_view no_packets)
    : output(style) {
  if (!asked.pcap.empty() && !no_packets.empty()) {
    throw failure(say_.format("--pcap {}: no packets to write: {}",
                              "--pcap {}：没有可写的数据包：{}", asked.pcap,
                              no_packets));
  }
  open(asked.json, [](const play::record& record, view::language,
                      const play::sink& to) { play::write_json(record, to); });
  open(asked.svg,
       [](const play::record& record, view::language language,
          const play::sink& to) { to(view::svg(record, language)); });
  open(asked.pcap, [](const play::record& record, view::language,
                      const play::sink& to) { view::pcapng(record, to); });
}

void output::open(const std::string& path, drawing draw) {
  if (path.empty()) return;
  if (path == "-" && !std::exchange(prints_text_, false)) {
    throw failure(
        say_("two outputs to -: standard output takes only one; name a file "
             "for the others",
             "有两个输出都写到 -：标准输出只能接一个；请给其余的写文件名"));
  }
  auto file = std::make_unique<output_file>(path, say_);
  for (const target& other : files_) {
    if (!file->is(*other.file)) continue;
    throw failure(
        say_.format("two outputs to {}: name another file for one of them",
                    "有两个输出都写到 {}：请给其中一个换一个文件", path));
  }
  files_.push_back({std::move(file), std::move(draw)});
}

void output::write(const play::record& record) {
  delivery way;
  for (target& to : files_) {
    to.draw(record, style_.language,
            [&](std::string_view bytes) { to.file->write(way, bytes); });
    to.file->finish(way);
  }
}

}  // namespace sticky
