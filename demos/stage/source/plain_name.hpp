// The name of a function as people say it.
#pragma once

#include <string>
#include <string_view>

namespace stage {

/// Of a symbol: demangled, and without what tells overloads, instances and
/// copies apart. "ns::type::member", "main::lambda", "read_header".
std::string plain_name(const std::string& symbol);

/// The same of what a demangler gives.
std::string without_parameters(std::string_view demangled);

/// Without those of a template: "member" of "member<int>".
std::string without_arguments(std::string_view name);

}  // namespace stage
