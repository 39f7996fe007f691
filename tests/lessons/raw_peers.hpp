// Plays a lesson's programs against peers that follow no protocol.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "play/record.hpp"

/// A program of a lesson as a client of a server that follows no protocol (see
/// raw_peer.cpp for its steps), and as a server whose first client is like
/// that, before the lesson's own client asks for "date".
play::record against_raw_server(std::string_view lesson,
                                std::string_view client,
                                const std::string& input,
                                const std::vector<std::string>& steps);
play::record against_raw_client(std::string_view lesson,
                                const std::vector<std::string>& steps);
