#include "console/cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <exception>

#include "console/cli/commands.hpp"
#include "data/ingest/child.hpp"

namespace anxin {
namespace {

constexpr const char* kAbout =
    "安薪指挥台 Anxin Console: the map console for supervising wage payment on every construction project of Beijing.\n"
    "Exit codes: 0 done, 1 refused, 2 usage, 3 bad input, 4 store, 5 done with rejects, 70 our own fault.";

int run(int argc, char** argv) {
  CLI::App app{kAbout, "anxin"};
  app.set_version_flag("--version", "anxin " ANXIN_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  CommonOptions common;
  app.add_option("--store", common.store, "The store file ($ANXIN_STORE, else ~/.local/share/anxin/beijing.anxin)");
  app.add_option("--pack", common.pack, "The city's data pack (default: data/packs/beijing beside the program)");
  app.add_option("--now", common.now, "The time to act at, such as '2026-11-23 09:42' (UTC+8) or 2026-11-23T01:42:00Z");
  app.add_option("--as-of", common.as_of, "The day to answer for, such as 2026-11-23");
  app.add_option("--language", common.language, "zh or en: of messages (default: from LANG, else zh)")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_flag("--json", common.json, "Answer in JSON on standard output");
  Action action;
  add_risk(app, action);
  add_space(app, action);
  add_data(app, action);
  add_store(app, action);
  add_screen(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {  // --help, --version
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    return report({ErrorCode::Usage, std::string("命令行有误：") + e.what() + "。", std::string(e.what()) + "."}, common.json,
                  common.language == "en");
  }
  const auto context = Context::make(common);
  if (!context) return report(context.error(), common.json, common.language == "en");
  return action(*context);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  try {
    if (argc > 1 && std::string_view(argv[1]) == kIntakeChildWord) return intake_child_main(argc, argv);
    return run(argc, argv);
  } catch (const std::exception& e) {  // memory gone, or a mistake of ours: nothing acknowledged is lost
    return report({ErrorCode::Internal, std::string("程序内部错误：") + e.what() + "。", std::string("Internal fault: ") + e.what() + "."},
                  false, false);
  }
}

}  // namespace anxin
