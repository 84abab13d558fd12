// anxin console, anxin snapshot: the screen, in a window or in a picture.
#include <CLI/CLI.hpp>
#include <array>
#include <charconv>

#include "console/cli/commands.hpp"
#ifndef ANXIN_HEADLESS
#include "console/window/window.hpp"
#endif

namespace anxin {
namespace {

struct ScreenWords {
  std::string view = "risk", size = "1920x1080", theme = "dark", select, incident, replay, safeguard, import,
              out;
  bool as_known = false, wall = false, colour_aid = false;
  double ui_scale = 1, scale = 0, pitch = 0;
  int monitor = 1;
  std::string paper = "A4";
};

#ifdef ANXIN_HEADLESS

int run_screen(const Context& context, const ScreenWords&, bool) {
  return report({ErrorCode::Refused, "此程序为无界面构建（headless），未包含 console 与 snapshot。",
                 "This is a headless build: console and snapshot are not built in."},
                context.json(), context.english());
}
int run_page(const Context& context, const ScreenWords& words) { return run_screen(context, words, true); }

#else

Result<std::array<int, 2> > parse_size(const std::string& text) {
  std::array<int, 2> size{};
  const auto x = text.find('x');
  const char* end = text.data() + text.size();
  const auto bad = [&] {
    return fail(ErrorCode::Usage, "--size “" + text + "”应如 1920x1080，宽 640 至 7680，高 480 至 4320。",
                "--size '" + text + "' must be like 1920x1080, 640 to 7680 wide and 480 to 4320 high.");
  };
  if (x == std::string::npos) return bad();
  const auto w = std::from_chars(text.data(), text.data() + x, size[0]);
  const auto h = std::from_chars(text.data() + x + 1, end, size[1]);
  if (w.ec != std::errc() || w.ptr != text.data() + x || h.ec != std::errc() || h.ptr != end) return bad();
  if (size[0] < 640 || size[0] > 7680 || size[1] < 480 || size[1] > 4320) return bad();
  return size;
}

Result<DeskSession::Options> session_options(const Context& context, bool keep_risk) {
  const auto pack = context.pack();
  if (!pack) return std::unexpected(pack.error());
  DeskSession::Options options;
  options.store = context.store_file();
  options.pack = *pack;
  options.now = context.now_given();
  options.as_of = context.as_of_given();
  options.keep_risk = keep_risk;
  return options;
}

int run_screen(const Context& context, const ScreenWords& words, bool picture) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto size = parse_size(words.size);
  if (!size) return stop(size.error());
  auto session = session_options(context, !picture);
  if (!session) return stop(session.error());
  if (!picture) {
    ConsoleOptions options;
    options.language = context.english() ? "en" : "zh";
    options.wall = words.wall;
    options.monitor = words.monitor;
    options.pitch_mm = words.pitch;
    const auto done = run_console(std::move(*session), options);
    return done ? kExitDone : stop(done.error());
  }
  SnapshotOptions options;
  options.wall = words.wall;
  options.pitch_mm = words.pitch;
  options.colour_aid = words.colour_aid;
  options.width = (*size)[0];
  options.height = (*size)[1];
  options.theme = words.theme == "light" ? Theme::Light : Theme::Dark;
  options.language = context.english() ? "en" : "zh";
  options.ui_scale = static_cast<float>(words.ui_scale);
  options.tab = words.view == "coverage"   ? ViewTab::Coverage
                : words.view == "clauses"  ? ViewTab::Clauses
                : words.view == "dispatch" ? ViewTab::Dispatch
                                           : ViewTab::Risk;
  options.import = words.import;
  options.safeguard = parse_word<Safeguard>(words.safeguard);
  options.as_of = context.as_of_given();
  options.then_known = words.as_known;
  options.select = words.select;
  options.incident = words.incident;
  if (!words.replay.empty()) {
    options.replay = parse_instant(words.replay);
    if (!options.replay)
      return stop({ErrorCode::Usage,
                   "--replay 的时间“" + words.replay + "”无法识别，应如 2026-11-23 09:42:16。",
                   "--replay '" + words.replay + "' is not a time; write it like 2026-11-23 09:42:16."});
  }
  options.scale = words.scale;
  const auto done = snapshot(std::move(*session), options, words.out);
  if (!done) return stop(done.error());
  if (context.json()) print_json({{"out", words.out}, {"width", options.width}, {"height", options.height}});
  return kExitDone;
}

int run_page(const Context& context, const ScreenWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  auto session = session_options(context, false);
  if (!session) return stop(session.error());
  SnapshotOptions options;
  options.language = context.english() ? "en" : "zh";
  options.tab = words.view == "coverage" ? ViewTab::Coverage : ViewTab::Risk;
  options.safeguard = parse_word<Safeguard>(words.safeguard);
  options.as_of = context.as_of_given();
  options.then_known = words.as_known;
  options.select = words.select;
  options.scale = words.scale;
  const Paper paper = words.paper == "A3" ? Paper::A3 : Paper::A4;
  const auto done = page(std::move(*session), options, paper, words.out);
  if (!done) return stop(done.error());
  if (context.json()) print_json({{"out", words.out}, {"paper", words.paper}});
  return kExitDone;
}

#endif

std::vector<std::string> safeguard_codes() {
  std::vector<std::string> codes(kSafeguards);
  for (int i = 0; i < kSafeguards; ++i) codes[static_cast<std::size_t>(i)] = code(static_cast<Safeguard>(i));
  return codes;
}

}  // namespace

void add_page(CLI::App& app, Action& action) {
  auto words = std::make_shared<ScreenWords>();
  auto* page =
      app.add_subcommand("page", "Write the page of a view: map, legend, scale, table, source, as PDF");
  page->add_option("--view", words->view, "risk or coverage")->check(CLI::IsMember({"risk", "coverage"}));
  page->add_option("--safeguard", words->safeguard, "Of the coverage view")
      ->check(CLI::IsMember(safeguard_codes()));
  page->add_flag("--as-known", words->as_known, "With --as-of: as known at the end of that day");
  page->add_option("--select", words->select, "With --scale: the project to centre on");
  page->add_option("--scale", words->scale, "The scale denominator on the screen (0: the whole city)")
      ->check(CLI::Range(0.0, 1'500'000.0));
  page->add_option("--paper", words->paper, "A4 or A3, landscape")->check(CLI::IsMember({"A4", "A3"}));
  page->add_option("--out", words->out, "The PDF to write")->required();
  page->callback([&action, words] { action = [words](const Context& c) { return run_page(c, *words); }; });
}

void add_screen(CLI::App& app, Action& action) {
  const auto wall_options = [](CLI::App& of, const std::shared_ptr<ScreenWords>& words) {
    auto* wall =
        of.add_flag("--wall", words->wall, "The screen for a wall: coverage and what to check first");
    of.add_option("--pitch", words->pitch, "Of the wall: mm from pixel to pixel, which sets the size of type")
        ->check(CLI::Range(0.05, 10.0))
        ->needs(wall);
    return wall;
  };
  auto console_words = std::make_shared<ScreenWords>();
  auto* console = app.add_subcommand("console", "Open the map console");
  auto* wall = wall_options(*console, console_words);
  console->add_option("--monitor", console_words->monitor, "Which monitor the wall covers, from 1")
      ->needs(wall);
  console->callback([&action, console_words] {
    action = [console_words](const Context& c) { return run_screen(c, *console_words, false); };
  });
  auto words = std::make_shared<ScreenWords>();
  auto* picture = app.add_subcommand("snapshot", "Draw the same screen to a PNG, without a display");
  auto* view = picture->add_option("--view", words->view, "risk, coverage, clauses or dispatch")
                   ->check(CLI::IsMember({"risk", "coverage", "clauses", "dispatch"}));
  auto* incident =
      picture->add_option("--incident", words->incident, "Of the dispatch view: the incident to select")
          ->needs(view);
  picture
      ->add_option("--replay", words->replay, "Replayed: as known at this time, such as '2026-11-23 09:42'")
      ->needs(incident);
  picture->add_option("--import", words->import, "With the preview of this file, which is not written")
      ->check(CLI::ExistingPath);
  picture->add_option("--size", words->size, "Width x height in pixels, such as 1920x1080");
  picture->add_option("--theme", words->theme, "dark or light")->check(CLI::IsMember({"dark", "light"}));
  picture->add_option("--safeguard", words->safeguard, "Of the coverage view")
      ->check(CLI::IsMember(safeguard_codes()));
  picture->add_flag("--as-known", words->as_known, "With --as-of: as known at the end of that day");
  picture->add_option("--select", words->select, "The project to select");
  picture->add_option("--ui-scale", words->ui_scale, "0.75 to 3")->check(CLI::Range(0.75, 3.0));
  picture
      ->add_option("--scale", words->scale,
                   "The map's scale denominator, centred on the selection (0: the whole city)")
      ->check(CLI::Range(0.0, 1'500'000.0));
  wall_options(*picture, words);
  picture->add_flag("--colour-aid", words->colour_aid, "Letters in the symbols of the gravest grades");
  picture->add_option("--out", words->out, "The PNG to write")->required();
  picture->callback(
      [&action, words] { action = [words](const Context& c) { return run_screen(c, *words, true); }; });
}

}  // namespace anxin
