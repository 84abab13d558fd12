// anxin verify, anxin backup, anxin batches: the store itself.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"

namespace anxin {
namespace {

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

int run_backup(const Context& context, const std::string& to) {
  const auto store = context.open(OpenMode::ReadWrite);  // VACUUM INTO writes through the connection
  if (!store) return report(store.error(), context.json(), context.english());
  if (const auto done = (*store)->backup(to); !done)
    return report(done.error(), context.json(), context.english());
  if (context.json()) {
    print_json({{"backup", to}, {"revision", (*store)->revision()}});
  } else {
    print_line(context.say("已备份并核验：", "Backed up and verified: ") + to);
  }
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
  auto to = std::make_shared<std::string>();
  auto* backup = app.add_subcommand("backup", "Copy the store to FILE, verified before it gets its name");
  backup->add_option("FILE", *to, "The copy")->required();
  backup->callback([&action, to] { action = [to](const Context& c) { return run_backup(c, *to); }; });
  app.add_subcommand("batches", "What was imported, with the numbers that --undo takes")->callback([&action] {
    action = run_batches;
  });
}

}  // namespace anxin
