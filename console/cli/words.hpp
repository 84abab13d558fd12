// The words of a command line, understood but not yet carried out. Apart from running so that a fuzzer can
// feed it anything.
#pragma once
#include <string>
#include <vector>

#include "console/cli/commands.hpp"

namespace anxin {

struct Words {
  CommonOptions common;
  Action action;     // empty when `text` is the whole answer
  std::string text;  // --help, --version
};

// Usage errors are one sentence that names the word. `words` is without the program's name.
[[nodiscard]] Result<Words> parse_words(const std::vector<std::string>& words);

}  // namespace anxin
