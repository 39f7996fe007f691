// What happened on the streams of a play, in words.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "play/record.hpp"
#include "ribbon/ribbon.hpp"
#include "view/view.hpp"

namespace view {

struct sentence {
  std::string text;
  int last = 0;  ///< the number of the last call that it is about
};

/// Tells one play, stream after stream. That each send came out of one recv is
/// worth saying, but only under the first stream of which nothing else is.
class narrator {
 public:
  explicit narrator(language in) : in_(in) {}

  /// Whole sentences: the most telling first, the end of the stream last. With
  /// `goes_on` what nobody received may still be read.
  std::vector<sentence> tell(const play::stream&, const ribbon::boundaries&,
                             bool goes_on = false);
  /// Their texts.
  std::vector<std::string> sentences(const play::stream&,
                                     const ribbon::boundaries&);

 private:
  language in_;
  std::set<std::string> remarks_;  ///< said already
};

}  // namespace view
