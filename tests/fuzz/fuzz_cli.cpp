// Feeds any bytes as the words of a command line (split at NUL or newline): understood or refused in a
// sentence, nothing is run.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "console/cli/words.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == 0 || data[i] == '\n') {
      words.emplace_back();
    } else {
      words.back().push_back(static_cast<char>(data[i]));
    }
  }
  const auto parsed = anxin::parse_words(words);
  if (!parsed && (parsed.error().zh.empty() || parsed.error().en.empty())) std::abort();
  if (parsed && !parsed->action && parsed->text.empty()) std::abort();
  if (parsed && parsed->action) (void)anxin::Context::make(parsed->common);
  return 0;
}
