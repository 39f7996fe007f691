// Where somebody can be reached: what listens, or is bound for datagrams.
#pragma once

#include <set>
#include <string>

namespace check {

class listeners {
 public:
  /// Somebody listens at that address now, or is bound to it for datagrams.
  void add(const std::string& address, bool datagrams);
  /// True if somebody does, or did, where a call to that address goes.
  bool has(const std::string& address, bool datagrams) const;

 private:
  std::set<std::string> streams_, datagrams_;
  bool anywhere_ = false;  // at a port of chance
};

}  // namespace check
