// Is a page valid HTML5, and does it need nothing beside itself? The first by HTML Tidy (another program),
// the second by looking for anything that a browser would fetch or run.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "tests/tools/support.hpp"

namespace anxin::test {

// Errors and warnings of Tidy; empty when there are none.
inline std::string html_faults(const std::string& html) {
  const Run tidy = run_command({"tidy", "-quiet", "-errors", "-utf8", "--doctype", "html5",
                                "--warn-proprietary-attributes", "yes", "--drop-empty-elements", "no"},
                               html);
  if (tidy.exit_code == 0 && tidy.err.empty()) return {};
  return tidy.err.empty() ? "tidy ended with " + std::to_string(tidy.exit_code) : tidy.err;
}

inline void expect_valid_html(const std::string& html) {
  EXPECT_EQ(html_faults(html), "") << html.substr(0, 400);
  EXPECT_NE(html_faults(
                "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><p><table><tr></body>"),
            "")
      << "the check itself sees a fault";
}

inline void expect_self_contained(const std::string& html) {
  for (const char* fetches : {"<script", "<link", "<img", "<iframe", "<object", "<embed", "<base", "<form",
                              " src=", " href=", " action=", " poster=", "url(", "@import",
                              "http:", "https:", " onload", " onclick"})
    EXPECT_EQ(html.find(fetches), std::string::npos) << fetches;
}

}  // namespace anxin::test
