#include "console/cli/words.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

namespace anxin {
namespace {

constexpr const char* kAbout =
    "安薪指挥台 Anxin Console: the map console for supervising wage payment on every construction project of "
    "Beijing.\n"
    "Exit codes: 0 done, 1 refused, 2 usage, 3 bad input, 4 store, 5 done with rejects, 70 our own fault.";

void add_common(CLI::App& app, CommonOptions& common) {
  app.add_option("--store", common.store,
                 "The store file ($ANXIN_STORE, else ~/.local/share/anxin/beijing.anxin)");
  app.add_option("--pack", common.pack,
                 "The city's data pack (default: data/packs/beijing beside the program)");
  app.add_option("--now", common.now,
                 "The time to act at, such as '2026-11-23 09:42' (UTC+8) or 2026-11-23T01:42:00Z");
  app.add_option("--as-of", common.as_of, "The day to answer for, such as 2026-11-23");
  app.add_option("--language", common.language, "zh or en: of messages (default: from LANG, else zh)")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_flag("--json", common.json, "Answer in JSON on standard output");
}

// The parser's own message as one line.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  return text;
}

}  // namespace

Result<Words> parse_words(const std::vector<std::string>& words) {
  Words parsed;
  CLI::App app{kAbout, "anxin"};
  app.set_version_flag("--version", "anxin " ANXIN_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  add_common(app, parsed.common);
  add_risk(app, parsed.action);
  add_coverage(app, parsed.action);
  add_clauses(app, parsed.action);
  add_backtest(app, parsed.action);
  add_space(app, parsed.action);
  add_data(app, parsed.action);
  add_export(app, parsed.action);
  add_import(app, parsed.action);
  add_roads(app, parsed.action);
  add_store(app, parsed.action);
  add_incident(app, parsed.action);
  add_dispatch(app, parsed.action);
  add_advice(app, parsed.action);
  add_units(app, parsed.action);
  add_journal(app, parsed.action);
  add_reports(app, parsed.action);
  add_screen(app, parsed.action);
  add_page(app, parsed.action);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them last first
  } catch (const CLI::Success& e) {
    std::ostringstream text, unused;
    app.exit(e, text, unused);
    parsed.action = nullptr;
    parsed.text = text.str();
  } catch (const CLI::ParseError& e) {
    const std::string why = one_line(e.what());
    return fail(ErrorCode::Usage, "命令行有误：" + why + "（用法见 anxin --help）。",
                why + " (see anxin --help).");
  }
  return parsed;
}

}  // namespace anxin
