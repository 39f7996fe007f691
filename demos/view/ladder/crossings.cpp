#include "view/ladder/crossings.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace view {
namespace {

using fate = crossing::fate;

/// Sequence numbers go round: true if `a` stands before `b`.
bool before(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(a - b) < 0;
}

std::uint32_t end_of(const play::packet_header& header) {
  return header.sequence + static_cast<std::uint32_t>(header.size);
}

/// What is known of one direction of a TCP connection.
struct direction {
  std::optional<std::uint32_t> first;  ///< of its SYN, or what was seen first
  std::optional<std::uint32_t> end;    ///< behind all that has crossed
  std::optional<std::uint8_t> scale;
  std::optional<std::size_t> asked;  ///< a SYN without an answer yet
  std::vector<std::size_t> copies;   ///< sent again, not acknowledged yet
};

class follower {
 public:
  explicit follower(std::vector<crossing>& all) : all_(all) {}

  /// The crossing at that index has a header of TCP.
  void follow(std::size_t index) {
    crossing& one = all_[index];
    const play::packet_header& header = *one.header;
    if (header.opens()) open(header, index);
    direction& there = ways_[{header.from, header.to}];
    direction& back = ways_[{header.to, header.from}];
    back.asked.reset();
    if (header.syn) {
      there.first = header.sequence;
      there.scale = header.window_scale;
    }
    if (!there.first) there.first = header.sequence;
    one.sequence = header.sequence - *there.first;
    if (header.ack) {
      if (!back.first) back.first = header.acknowledgement;
      one.acknowledgement = header.acknowledgement - *back.first;
      std::erase_if(back.copies, [&](std::size_t i) {
        return !before(header.acknowledgement, end_of(*all_[i].header));
      });
    }
    const bool scaled = !header.syn && there.scale && back.scale;
    one.window = std::int64_t{header.window} << (scaled ? *there.scale : 0);
    if (header.size == 0) return;
    one.again = there.end && before(header.sequence, *there.end);
    if (one.again) {
      look_for_lost(index);
      there.copies.push_back(index);
    }
    if (!there.end || before(*there.end, end_of(header)))
      there.end = end_of(header);
  }

  void finish() {
    for (const auto& [ends, way] : ways_)
      if (way.asked) all_[*way.asked].became = fate::unanswered;
    // Nobody ever said that they have come.
    for (const auto& [ends, way] : ways_)
      for (const std::size_t i : way.copies) all_[i].became = fate::lost;
  }

 private:
  void open(const play::packet_header& header, std::size_t index) {
    direction& there = ways_[{header.from, header.to}];
    all_[index].again = there.first == header.sequence;
    if (there.asked) all_[*there.asked].became = fate::unanswered;
    there = {};
    ways_.erase({header.to, header.from});
    ways_[{header.from, header.to}].asked = index;
  }

  /// Whose bytes crossed again, and nobody had acknowledged them.
  void look_for_lost(std::size_t index) {
    const play::packet_header& now = *all_[index].header;
    std::optional<std::uint32_t> acknowledged;
    for (std::size_t i = index; i-- > 0;) {
      crossing& old = all_[i];
      if (old.header == nullptr || !old.header->tcp) continue;
      const play::packet_header& then = *old.header;
      if (then.from == now.to && then.to == now.from && then.ack &&
          !acknowledged)
        acknowledged = then.acknowledgement;
      if (then.from != now.from || then.to != now.to) continue;
      if (then.syn) return;
      if (then.size == 0 || !before(then.sequence, end_of(now)) ||
          !before(now.sequence, end_of(then)))
        continue;
      if (!acknowledged || before(*acknowledged, end_of(then)))
        old.became = fate::lost;
      if (!before(now.sequence, then.sequence)) return;
    }
  }

  std::vector<crossing>& all_;
  std::map<std::pair<std::string, std::string>, direction> ways_;
};

/// Of a UDP datagram that the record knows to be received by nobody.
void look_for_lost_datagrams(const play::record& play,
                             std::vector<crossing>& all) {
  std::vector<std::vector<bool>> used;
  for (const play::stream& s : play.streams)
    used.emplace_back(s.recvs.size(), false);
  for (crossing& one : all) {
    if (one.stream < 0 || one.header == nullptr || one.header->tcp) continue;
    const auto index = static_cast<std::size_t>(one.stream);
    const auto& recvs = play.streams[index].recvs;
    std::size_t i = 0;
    while (i < recvs.size() &&
           (used[index][i] || recvs[i].offset != one.offset ||
            (recvs[i].size == 0) != (one.size == 0)))
      ++i;
    if (i == recvs.size())
      one.became = fate::lost;
    else
      used[index][i] = true;
  }
}

crossing of_packet(const play::packet& packet) {
  crossing one;
  one.header = &*packet.header;
  one.call = packet.call;
  one.sender = packet.sender;
  one.receiver = packet.receiver;
  one.stream = packet.stream;
  one.offset = packet.offset;
  one.size = packet.header->size;
  return one;
}

}  // namespace

std::vector<crossing> crossings_of(const play::record& play) {
  std::vector<crossing> all;
  for (const play::packet& packet : play.packets)
    if (packet.header) all.push_back(of_packet(packet));
  follower follower(all);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].header->tcp) follower.follow(i);
  follower.finish();
  look_for_lost_datagrams(play, all);

  for (std::size_t i = 0; i < play.streams.size(); ++i) {
    const play::stream& s = play.streams[i];
    if (s.kind == play::transport::tcp || s.kind == play::transport::udp)
      continue;
    for (const play::piece& sent : s.sends) {
      crossing one;
      one.call = sent.call;
      one.sender = s.from;
      one.receiver = s.to;
      one.stream = static_cast<int>(i);
      one.offset = sent.offset;
      one.size = sent.size;
      all.push_back(std::move(one));
    }
  }
  std::ranges::stable_sort(all, {}, &crossing::call);
  return all;
}

}  // namespace view
