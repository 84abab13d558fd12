// anxin demo, anxin export: the simulated city in, projects and districts out.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"
#include "console/cli/progress.hpp"
#include "data/demo/demo.hpp"
#include "data/export/export.hpp"

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
  if (context.json()) {
    print_json({{"store", words.file},
                {"simulated", simulated},
                {"anchor_time", simulated ? Json(to_string(options.anchor)) : Json()},
                {"rows", made->added},
                {"revision", made->revision},
                {"digest", made->digest}});
  } else if (simulated) {
    print_line(context.say(
        fmt::format("模拟城市已生成：{}（{} 个在建项目，模拟数据）", words.file, options.projects),
        fmt::format("Simulated city made: {} ({} active projects, simulated data)", words.file,
                    options.projects)));
  } else {
    print_line(context.say(fmt::format("空城已生成：{}，可导入真实数据。", words.file),
                           fmt::format("Empty city made: {}, ready for real data.", words.file)));
  }
  return kExitDone;
}

struct ExportWords {
  std::string what, out, crs = "cgcs2000";
  bool all = false;
};

int run_export(const Context& context, const ExportWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto crs = parse_crs(words.crs);
  if (!crs) return stop(crs.error());
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto a = load_assessed(**store, context, **pack);
  if (!a) return stop(a.error());
  ExportRequest request;
  request.out = words.out;
  request.crs = *crs;
  request.written_at = a->known;
  request.source = context.store_file().filename().string();
  if (words.what == "projects" && !words.all) {
    request.only.emplace();
    for (Index i = 0; i < a->registry->projects(); ++i) {
      if (a->registry->status_on(i, a->risk.as_of) == ProjectStatus::Active) request.only->push_back(i);
    }
  }
  const auto written = words.what == "projects" ? export_projects(*a->registry, a->risk, request)
                                                : export_districts(*a->registry, a->risk, **pack, request);
  if (!written) return stop(written.error());
  if (context.json()) {
    Json out = head_json(*a);
    out["out"] = words.out;
    out["crs"] = to_string(*crs);
    out["rows"] = written->rows;
    print_json(out);
  } else {
    print_line(context.say(fmt::format("已导出 {} 行：{}", written->rows, words.out),
                           fmt::format("Exported {} rows: {}", written->rows, words.out)));
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

  auto export_words = std::make_shared<ExportWords>();
  auto* out = app.add_subcommand("export", "Write projects or districts to .gpkg, .geojson or .csv");
  out->add_option("WHAT", export_words->what, "projects or districts")
      ->required()
      ->check(CLI::IsMember({"projects", "districts"}));
  out->add_option("--out", export_words->out, "The file; its extension says the format")->required();
  out->add_option("--crs", export_words->crs, "wgs84, cgcs2000, gcj02, bd09 or EPSG:n");
  out->add_flag("--all", export_words->all, "Suspended and finished projects as well");
  out->callback([&action, export_words] {
    action = [export_words](const Context& c) { return run_export(c, *export_words); };
  });
}

}  // namespace anxin
