// Whatever programs print and send, the record of a play is JSON, and its bytes
// can be read back.
#include <nlohmann/json.hpp>

#include "input.hpp"
#include "play/record.hpp"

namespace {

play::program program_from(fuzz::input& in) {
  play::program program;
  program.name = in.text();
  program.argv = {in.text(), in.text()};
  if (in.choice(2) == 1) program.exit = in.byte();
  if (in.choice(2) == 1) program.signal = "SIGPIPE";
  program.out = in.text();
  program.err = in.text();
  return program;
}

play::call call_from(fuzz::input& in, int n) {
  play::call call;
  call.n = n;
  call.program = in.text();
  call.fd = static_cast<int>(in.byte()) - 1;
  call.asked = static_cast<std::int64_t>(in.number());
  if (in.choice(2) == 1) call.result = static_cast<std::int64_t>(in.number());
  call.error = in.byte();
  return call;
}

play::stream stream_from(fuzz::input& in) {
  play::stream stream;
  stream.from = in.text();
  stream.from_address = in.text();
  stream.bytes = in.text();
  const auto size = static_cast<std::int64_t>(stream.bytes.size());
  stream.sends.push_back({0, size, in.byte()});
  return stream;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::input in(data, size);
  play::record record;
  for (int n = 1; !in.empty() && n < 100; ++n) {
    switch (in.choice(5)) {
      case 0:
        record.programs.push_back(program_from(in));
        break;
      case 1:
        record.calls.push_back(call_from(in, n));
        break;
      case 2:
        record.streams.push_back(stream_from(in));
        break;
      case 3:
        record.prints.push_back({in.text(), false, in.byte(), in.text()});
        break;
      default:
        record.notes.push_back(
            {play::because::cannot_be_run, {in.text(), in.text()}});
        break;
    }
  }
  const std::string text = play::to_json(record);
  fuzz::require(fuzz::is_utf8(text) && text.ends_with("\n"), "text");
  const auto all = nlohmann::json::parse(text, nullptr, false);
  fuzz::require(all.is_object(), "it is a JSON object");
  fuzz::require(all.at("programs").size() == record.programs.size() &&
                    all.at("calls").size() == record.calls.size() &&
                    all.at("prints").size() == record.prints.size(),
                "all is there");
  for (std::size_t i = 0; i < record.streams.size(); ++i) {
    const std::string escaped = all.at("streams").at(i).at("data");
    fuzz::require(play::unescaped(escaped) == record.streams[i].bytes,
                  "a stream's bytes");
  }
  for (std::size_t i = 0; i < record.programs.size(); ++i)
    if (fuzz::is_utf8(record.programs[i].out))
      fuzz::require(
          all.at("programs").at(i).at("stdout") == record.programs[i].out,
          "what was printed");
  return 0;
}
