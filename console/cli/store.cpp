// anxin verify, anxin backup, anxin batches: the store itself.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "console/cli/commands.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

struct BackupWords {
  std::string to;
  bool without_roads = false;
};

int run_verify(const Context& context) {
  const auto store = context.open();
  if (!store) return report(store.error(), context.json(), context.english());
  const auto verified = (*store)->verify();
  if (!verified) return report(verified.error(), context.json(), context.english());
  if (context.json()) {
    Json faults = Json::array();
    for (std::size_t i = 0; i < verified->faults_en.size(); ++i) {
      faults.push_back({{"zh", verified->faults_zh[i]}, {"en", verified->faults_en[i]}});
    }
    print_json(
        {{"ok", verified->ok}, {"records", verified->records}, {"head", verified->head}, {"faults", faults}});
  } else {
    for (const auto& fault : context.english() ? verified->faults_en : verified->faults_zh) print_line(fault);
    print_line(verified->ok
                   ? context.say(fmt::format("完好：{} 条记录，链首 {}", verified->records, verified->head),
                                 fmt::format("Sound: {} records, head {}", verified->records, verified->head))
                   : context.say("数据有损，见上。", "The store is damaged, see above."));
  }
  return verified->ok ? kExitDone : kExitStore;
}

// The roads beside the store, read whole by their checksums, written beside the copy's name, and read again
// there. False: the store has none.
Result<bool> copy_roads(const Context& context, const std::filesystem::path& to) {
  const std::filesystem::path from = graph_file_of(context.store_file()), copy = graph_file_of(to);
  const auto roads = load_graph(from);
  if (!roads && roads.error().code == ErrorCode::NotFound) return false;
  if (!roads)
    return fail(
        ErrorCode::Store,
        fmt::format("没有备份：{} 旁的路网文件读不出来（{}）请重新导入道路，或加 --without-roads。",
                    from.string(), roads.error().zh),
        fmt::format("No backup was made: the roads at {} cannot be read ({}) Import roads again, or add "
                    "--without-roads.",
                    from.string(), roads.error().en));
  if (std::error_code failed; std::filesystem::exists(copy, failed))
    return fail(ErrorCode::Store, fmt::format("未能备份到 {}：该文件已经存在。", copy.string()),
                fmt::format("No backup was made at {}: it exists already.", copy.string()));
  Status done = save_graph(*roads, copy);
  if (done) {
    const auto again = load_graph(copy);
    if (!again) done = std::unexpected(again.error());
  }
  if (done) return true;
  std::error_code ignored;
  std::filesystem::remove(copy, ignored);
  return std::unexpected(done.error());
}

// The roads first: what bears the store's name is whole.
int run_backup(const Context& context, const BackupWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto store = context.open(OpenMode::ReadWrite);  // VACUUM INTO writes through the connection
  if (!store) return stop(store.error());
  if (std::error_code failed; std::filesystem::exists(words.to, failed))
    return stop({ErrorCode::Store, fmt::format("未能备份到 {}：该文件已经存在。", words.to),
                 fmt::format("No backup was made at {}: it exists already.", words.to)});
  const Result<bool> roads = words.without_roads ? Result<bool>(false) : copy_roads(context, words.to);
  if (!roads) return stop(roads.error());
  if (const auto done = (*store)->backup(words.to); !done) {
    std::error_code ignored;
    if (*roads) std::filesystem::remove(graph_file_of(words.to), ignored);
    return stop(done.error());
  }
  if (context.json()) {
    print_json({{"backup", words.to},
                {"revision", (*store)->revision()},
                {"roads", *roads ? Json(graph_file_of(words.to).string()) : Json()}});
    return kExitDone;
  }
  print_line(context.say("已备份并核验：", "Backed up and verified: ") + words.to);
  if (*roads)
    print_line(context.say("路网已一并备份：", "With its roads: ") + graph_file_of(words.to).string());
  return kExitDone;
}

int run_batches(const Context& context) {
  const auto store = context.open();
  if (!store) return report(store.error(), context.json(), context.english());
  const auto batches = (*store)->batches();
  if (!batches) return report(batches.error(), context.json(), context.english());
  Json all = Json::array();
  for (const auto& b : *batches) {
    all.push_back({{"batch", b.batch},
                   {"at", to_string(b.at)},
                   {"kind", b.kind},
                   {"source", b.source},
                   {"rows", b.rows},
                   {"undone", b.undone},
                   {"digest", b.digest}});
    if (!context.json()) {
      print_line(fmt::format("{:>4}  {}  {:<16} {:>9}  {}{}", b.batch, to_string(b.at), b.kind, b.rows,
                             b.source, b.undone ? context.say("（已撤销）", " (undone)") : ""));
    }
  }
  if (context.json()) print_json({{"batches", all}});
  return kExitDone;
}

}  // namespace

void add_store(CLI::App& app, Action& action) {
  app.add_subcommand("verify", "Walk the journal's chain and check tables and spatial index")
      ->callback([&action] { action = run_verify; });
  auto words = std::make_shared<BackupWords>();
  auto* backup = app.add_subcommand(
      "backup", "Copy the store to FILE and its roads to FILE.roads, verified before they get their names");
  backup->add_option("FILE", words->to, "The copy")->required();
  backup->add_flag("--without-roads", words->without_roads, "The store alone");
  backup->callback(
      [&action, words] { action = [words](const Context& c) { return run_backup(c, *words); }; });
  app.add_subcommand("batches", "What was imported, with the numbers that --undo takes")->callback([&action] {
    action = run_batches;
  });
}

}  // namespace anxin
