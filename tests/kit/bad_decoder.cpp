#include "bad_decoder.hpp"

#include <algorithm>
#include <array>

#include "kit/framing/bytes.hpp"

namespace laws {
namespace {

constexpr std::size_t width = 4;

std::string header(std::uint64_t size) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>(size >> shift & 0xff);
  return out;
}

class bad_decoder : public decoder {
 public:
  bad_decoder(fault wrong, std::uint64_t limit)
      : wrong_(wrong), limit_(limit) {}

  std::span<std::byte> prepare() override { return room_; }

  void commit(std::size_t n) override {
    if (wrong_ == fault::header_at_once && buffer_.size() < width)
      buffer_.clear();
    if (wrong_ == fault::whole_frame_per_recv) buffer_.clear();
    buffer_ += kit::as_text(std::span(room_).first(n));
    kept_ += n;
  }

  std::optional<std::string> next() override {
    if (failed_ || buffer_.size() < width) return {};
    std::uint64_t size = 0;
    for (const char c : buffer_.substr(0, width))
      size = size << 8 | static_cast<unsigned char>(c);
    const bool whole = buffer_.size() - width >= size;
    const bool judged = wrong_ != fault::judges_late || whole;
    if (wrong_ != fault::no_limit && judged &&
        size + (wrong_ == fault::limit_off_by_one ? 1 : 0) > limit_) {
      if (wrong_ != fault::goes_on) {
        failed_ = true;
        return {};
      }
      buffer_.erase(0, std::min<std::size_t>(buffer_.size(), width + size));
      return next();
    }
    if (wrong_ == fault::trusts_the_length) claimed_ = size;
    if (!whole) return {};
    const std::string payload = buffer_.substr(width, size);
    buffer_.erase(0, width + size);
    if (wrong_ == fault::forgets_leftover) buffer_.clear();
    return payload;
  }

  bool failed() const override { return failed_; }

  kit::stream_end end() const override {
    if (buffer_.empty() || wrong_ == fault::any_end_is_clean)
      return kit::stream_end::between_frames;
    return buffer_.size() < width ? kit::stream_end::inside_header
                                  : kit::stream_end::inside_payload;
  }

  std::size_t memory() const override {
    const std::size_t held =
        wrong_ == fault::never_forgets ? kept_ : buffer_.size();
    return room_.size() + std::max<std::size_t>(held, claimed_);
  }

 private:
  fault wrong_;
  std::uint64_t limit_;
  std::array<std::byte, 4096> room_{};
  std::string buffer_;
  std::size_t kept_ = 0;
  std::uint64_t claimed_ = 0;
  bool failed_ = false;
};

class bad_line_decoder : public decoder {
 public:
  bad_line_decoder(line_fault wrong, std::uint64_t limit)
      : wrong_(wrong), limit_(limit) {}

  std::span<std::byte> prepare() override { return room_; }

  void commit(std::size_t n) override {
    if (wrong_ == line_fault::searches_each_recv) searched_ = buffer_.size();
    buffer_ += kit::as_text(std::span(room_).first(n));
  }

  std::optional<std::string> next() override {
    if (failed_) return {};
    const std::string_view delimiter =
        wrong_ == line_fault::takes_cr_for_all ? "\r" : "\r\n";
    const std::size_t end = buffer_.find(delimiter, searched_);
    const bool whole = end != std::string::npos;
    const bool too_long =
        whole ? end > limit_
              : wrong_ != line_fault::waits_for_the_end &&
                    buffer_.size() +
                            (wrong_ == line_fault::counts_delimiter ? 2 : 0) >=
                        limit_ + 2;
    if (too_long && (!whole || wrong_ != line_fault::goes_on)) {
      failed_ = wrong_ != line_fault::goes_on;
      return {};
    }
    if (!whole) return {};
    const std::string payload = buffer_.substr(0, end);
    buffer_.erase(0, end + delimiter.size());
    searched_ = 0;
    if (too_long) return next();
    return payload;
  }

  bool failed() const override { return failed_; }
  kit::stream_end end() const override {
    return buffer_.empty() || wrong_ == line_fault::any_end_is_clean
               ? kit::stream_end::between_frames
               : kit::stream_end::inside_payload;
  }
  std::size_t memory() const override { return room_.size() + buffer_.size(); }

 private:
  line_fault wrong_;
  std::uint64_t limit_;
  std::array<std::byte, 4096> room_{};
  std::string buffer_;
  std::size_t searched_ = 0;
  bool failed_ = false;
};

}  // namespace

codec bad_codec(fault wrong) {
  return {.name = "Bad",
          .make =
              [wrong](std::uint64_t limit) {
                return std::make_unique<bad_decoder>(wrong, limit);
              },
          .encode = [](std::string_view payload,
                       std::uint64_t limit) -> std::optional<std::string> {
            if (payload.size() > limit) return {};
            return header(payload.size()) + std::string(payload);
          },
          .claim = header};
}

codec bad_line_codec(line_fault wrong) {
  return {
      .name = "BadLines",
      .make =
          [wrong](std::uint64_t limit) {
            return std::make_unique<bad_line_decoder>(wrong, limit);
          },
      .encode = [](std::string_view payload,
                   std::uint64_t limit) -> std::optional<std::string> {
        if (payload.size() > limit) return {};
        return std::string(payload) + "\r\n";
      },
      .claim = [](std::uint64_t size) { return std::string(size + 1, 'x'); },
      .has_header = false};
}

}  // namespace laws
