// anxin demo: the simulated city in.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"
#include "console/cli/progress.hpp"
#include "data/demo/demo.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

struct DemoWords {
  std::string file;
  DemoOptions options;
};

int run_demo(const Context& context, const DemoWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  DemoOptions options = words.options;
  if (context.now_given()) options.anchor = *context.now_given();
  Result<BatchResult> made;
  {
    ProgressLine line(context.say("正在生成模拟城市", "Making the simulated city"), "", context.english());
    made = make_demo_store(words.file, **pack, options,
                           [&](std::size_t done, std::size_t total) { line.show(done, total); });
  }
  if (!made) return stop(made.error());
  const bool simulated = options.projects > 0;
  const std::string roads = context.say(fmt::format("模拟路网：{}（真实路网：anxin import roads）",
                                                    graph_file_of(words.file).filename().string()),
                                        fmt::format("Simulated roads: {} (real ones: anxin import roads)",
                                                    graph_file_of(words.file).filename().string()));
  if (context.json()) {
    print_json({{"store", words.file},
                {"simulated", simulated},
                {"anchor_time", simulated ? Json(to_string(options.anchor)) : Json()},
                {"rows", made->added},
                {"revision", made->revision},
                {"digest", made->digest},
                {"roads", graph_file_of(words.file).string()}});
  } else if (simulated) {
    print_line(context.say(
        fmt::format("模拟城市已生成：{}（{} 个在建项目，模拟数据）", words.file, options.projects),
        fmt::format("Simulated city made: {} ({} active projects, simulated data)", words.file,
                    options.projects)));
    print_line(roads);
  } else {
    print_line(context.say(fmt::format("空城已生成：{}，可导入真实数据。", words.file),
                           fmt::format("Empty city made: {}, ready for real data.", words.file)));
    print_line(roads);
  }
  return kExitDone;
}

}  // namespace

void add_data(CLI::App& app, Action& action) {
  auto demo_words = std::make_shared<DemoWords>();
  auto* demo = app.add_subcommand("demo", "Make a store with the simulated city (模拟数据)");
  demo->add_option("STORE", demo_words->file, "The new store")->required();
  demo->add_option("--projects", demo_words->options.projects,
                   "Active projects, 0 to 1,000,000 (0: an empty city)")
      ->check(CLI::Range(0, 1'000'000));
  demo->add_option("--seed", demo_words->options.seed, "The seed: the same gives the same rows");
  demo->add_option("--months", demo_words->options.months, "Months of payroll before the anchor")
      ->check(CLI::Range(0, 120));
  demo->callback([&action, demo_words] {
    action = [demo_words](const Context& c) { return run_demo(c, *demo_words); };
  });
}

}  // namespace anxin
