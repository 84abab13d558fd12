#include "console/cli/cli.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "console/cli/words.hpp"
#include "data/ingest/child.hpp"

namespace anxin {
namespace {

int run(const std::vector<std::string>& given) {
  const bool json = std::ranges::find(given, "--json") != given.end();
  const auto words = parse_words(given);
  const bool english =
      !words || words->common.language.empty() ? prefers_english() : words->common.language == "en";
  if (!words) return report(words.error(), json, english);
  if (!words->action) {
    std::fputs(words->text.c_str(), stdout);
    return kExitDone;
  }
  const auto context = Context::make(words->common);
  if (!context) return report(context.error(), json, english);
  return words->action(*context);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  try {
    if (const auto child = run_if_intake_child(argc, argv)) return *child;
    return run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  } catch (const std::exception& e) {  // memory gone, or a mistake of ours: nothing acknowledged is lost
    return report({ErrorCode::Internal, std::string("程序内部错误：") + e.what() + "。",
                   std::string("Internal fault: ") + e.what() + "."},
                  false, prefers_english());
  }
}

}  // namespace anxin
