// What the tests of lessons 17, 18 and 19 share: their clients send the lines
// that they are given, their servers print each message that they received.
#pragma once

#include <string>
#include <string_view>

#include "stage/stage.hpp"

/// What a server that understood its client prints for "hello" and "feng".
inline constexpr std::string_view hello_and_feng =
    "1: 5 bytes \"hello\"\n2: 4 bytes \"feng\"\nthe client left\n";

/// What a server of the lesson prints when its client sends these lines. Fails
/// the test if the client does.
std::string printed(std::string_view lesson, std::string_view server,
                    stage::schedule&,
                    const std::string& lines = "hello\nfeng\n");

/// What the lesson's server says about a client that sends these bytes and
/// leaves. Fails the test if the server does not serve the next one.
std::string said_after(std::string_view lesson, const std::string& bytes);

/// What the lesson's client says when it refuses this line. Fails the test if
/// it sends it.
std::string refused(std::string_view lesson, const std::string& line);
