// anxin import: a file that an office sends, into the store as one transaction; and --undo.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "console/cli/commands.hpp"
#include "console/cli/progress.hpp"
#include "console/desk/clock.hpp"
#include "console/desk/command_id.hpp"
#include "console/desk/operation_intake.hpp"
#include "data/ingest/field_table.hpp"
#include "data/ingest/ingest.hpp"
#include "data/ingest/known.hpp"
#include "data/model/format.hpp"
#include "data/model/personal.hpp"

namespace anxin {
namespace {

struct ImportWords {
  std::string kind, file, crs = "auto", layer, rejects, command_id, seat = "命令行";
  std::vector<std::string> map;
  std::int64_t undo = 0;
  bool dry_run = false;
};

Result<IntakeOptions> intake_options(const ImportWords& words) {
  IntakeOptions options;
  for (const auto& argument : words.map) {
    auto one = parse_header_map(argument);
    if (!one) return std::unexpected(one.error());
    options.map.push_back(std::move(*one));
  }
  if (words.crs != "auto") {
    auto crs = parse_crs(words.crs);
    if (!crs) return std::unexpected(crs.error());
    options.crs = *crs;
  }
  options.layer = words.layer;
  return options;
}

Origin origin_of(const ImportWords& words, Instant now, std::string kind, std::string source) {
  return {now, words.seat, words.command_id.empty() ? new_command_id() : words.command_id, std::move(kind),
          std::move(source)};
}

Json crs_json(const std::optional<CrsVerdict>& verdict) {
  if (!verdict) return {};
  return {{"crs", to_string(verdict->crs)},
          {"source", code(verdict->source)},
          {"log10_ratio", verdict->log10_ratio},
          {"rows_weighed", verdict->rows_weighed},
          {"zh", verdict->zh},
          {"en", verdict->en}};
}

Json faults_json(const Intake& intake, bool rejecting) {
  Json counts = Json::object();
  for (const FaultKind& kind : fault_table()) {
    const std::size_t n = intake.counts[static_cast<std::size_t>(kind.fault)];
    if (n > 0 && kind.rejects == rejecting) counts[std::string(kind.code)] = n;
  }
  return counts;
}

void print_summary(const Context& context, const Intake& intake, const BatchResult& done, bool dry_run,
                   double seconds) {
  if (context.json()) {
    print_json({{"dry_run", dry_run},
                {"kind", code(intake.kind)},
                {"source", intake.source},
                {"layer", intake.layer},
                {"rows", intake.rows},
                {"accepted", intake.accepted},
                {"added", done.added},
                {"changed", done.changed},
                {"unchanged", done.unchanged},
                {"rejected", intake.rejected.size()},
                {"rejected_by", faults_json(intake, true)},
                {"remarks", faults_json(intake, false)},
                {"encoding", name(intake.encoding)},
                {"crs", crs_json(intake.crs)},
                {"batch", done.batch},
                {"revision", done.revision},
                {"digest", done.digest}});
    return;
  }
  const auto count = [](std::size_t n) { return format_count(static_cast<std::int64_t>(n)); };
  print_line(context.say(
      fmt::format("{}{}：{} 行，接受 {}（新增 {}，变更 {}，未变 {}），拒绝 {}；{}，{} 行/秒",
                  dry_run ? "试运行 " : "", intake.source, count(intake.rows), count(intake.accepted),
                  count(done.added), count(done.changed), count(done.unchanged),
                  count(intake.rejected.size()), span_text(seconds),
                  count(std::size_t(double(intake.rows) / std::max(seconds, 1e-3)))),
      fmt::format(
          "{}{}: {} rows, accepted {} (added {}, changed {}, unchanged {}), rejected {}; {}, {} rows/s",
          dry_run ? "dry run " : "", intake.source, count(intake.rows), count(intake.accepted),
          count(done.added), count(done.changed), count(done.unchanged), count(intake.rejected.size()),
          span_text(seconds), count(std::size_t(double(intake.rows) / std::max(seconds, 1e-3))))));
  if (!intake.layer.empty())
    print_line(context.say(fmt::format("读的是“{}”。", intake.layer),
                           fmt::format("Read was \"{}\".", intake.layer)));
  if (intake.crs) print_line(context.say(intake.crs->zh, intake.crs->en));
  for (const FaultKind& kind : fault_table()) {
    const std::size_t n = intake.counts[static_cast<std::size_t>(kind.fault)];
    if (n == 0) continue;
    print_line(fmt::format("  {} {} × {}",
                           kind.rejects ? context.say("拒绝", "rejected") : context.say("说明", "remark"),
                           kind.code, count(n)));
  }
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(kShown, intake.rejected.size()); ++i) {
    const RejectedRow& row = intake.rejected[i];
    print_line(fmt::format("  {} {}: {}", context.say("行", "line"), row.line, context.say(row.zh, row.en)));
  }
  if (becomes_commands(intake.kind) && !dry_run && done.added + done.changed > 0) {
    print_line(
        intake.kind == IntakeKind::Incidents
            ? context.say("事件不能按批次撤销：报错的请取消（anxin incident cancel）。",
                          "Incidents are not taken back by batch: cancel one that was none (anxin "
                          "incident cancel).")
            : context.say("处置力量不按批次撤销：请改正后重新导入，或撤编（anxin unit retire）。",
                          "Units are not taken back by batch: correct the file and import it again, or "
                          "retire them (anxin unit retire)."));
  }
  if (done.batch > 0 && !dry_run) {
    print_line(context.say(
        fmt::format("批次 {}（撤销：anxin import --undo {}）", done.batch, done.batch),
        fmt::format("Batch {} (to take it back: anxin import --undo {})", done.batch, done.batch)));
  }
}

// What else the file has, where there is a choice.
void print_others(const Context& context, const std::vector<std::string>& layers, const std::string& read) {
  std::string others;
  for (const std::string& layer : layers)
    if (const std::string shown = mask_personal(layer); shown != read)
      others += (others.empty() ? "" : ", ") + shown;
  if (context.json() || others.empty()) return;
  print_line(context.say(fmt::format("还有 {}；用 --layer 选。", others),
                         fmt::format("There are also {}; choose with --layer.", others)));
}

int run_undo(const Context& context, const ImportWords& words) {
  const auto store = context.open(OpenMode::ReadWrite);
  if (!store) return report(store.error(), context.json(), context.english());
  const auto undone = (*store)->undo(
      words.undo, origin_of(words, context.now((*store)->info()), "undo", std::to_string(words.undo)));
  if (!undone) return report(undone.error(), context.json(), context.english());
  if (context.json()) {
    print_json(
        {{"undone", words.undo}, {"revision", undone->revision}, {"rows", undone->added + undone->changed}});
  } else {
    print_line(context.say(fmt::format("批次 {} 已撤销。", words.undo),
                           fmt::format("Batch {} was taken back.", words.undo)));
  }
  return kExitDone;
}

// The columns of every kind, those that it cannot do without marked.
std::string column_help() {
  std::string out = "Columns by kind, * needed; Chinese or English headers, many spellings, else --map:";
  for (int i = 0; i < kIntakeKinds; ++i) {
    const auto kind = static_cast<IntakeKind>(i);
    out += fmt::format("\n  {} {}:", code(kind), name_zh(kind));
    for (const Field field : fields_of(kind)) {
      const bool needed = std::ranges::find(needs_of(kind), field) != needs_of(kind).end();
      out += fmt::format(" {}{} {}{}", code(field), needed ? "*" : "", name_zh(field),
                         field == fields_of(kind).back() ? "" : ",");
    }
  }
  return out;
}

// What an intake came to: `intake` has the rows that were rejected after reading, too.
struct Taken {
  Intake intake;
  BatchResult done;
};

Result<Taken> take_batch(const Context& context, const ImportWords& words, Store& store, Revision expected,
                         Instant now, Intake intake) {
  Result<BatchResult> done;
  if (words.dry_run) {
    done = store.preview(intake.batch);
  } else {
    ProgressLine line(context.say("正在写入", "Writing"), context.say("行", "rows"), context.english());
    done = store.commit(expected, intake.batch,
                        origin_of(words, now, std::string(code(intake.kind)), intake.source),
                        [&](std::size_t n, std::size_t total) { line.show(n, total); });
  }
  if (!done) return std::unexpected(done.error());
  return Taken{std::move(intake), std::move(*done)};
}

// Units and incidents: one command, or none when nothing is new.
Result<Taken> take_commands(const ImportWords& words, Operator& desk, Instant now, Intake intake) {
  const Operator::Who who{words.seat, words.command_id.empty() ? new_command_id() : words.command_id, now,
                          intake.source};
  auto weighed = weigh_intake(desk, std::move(intake), who);
  if (!weighed) return std::unexpected(weighed.error());
  BatchResult done;
  done.added = weighed->added;
  done.changed = weighed->changed;
  done.unchanged = weighed->unchanged;
  done.revision = desk.operations()->revision;
  if (!words.dry_run && weighed->any()) {
    const auto record = desk.carry_out(weighed->command, who);
    if (!record) return std::unexpected(record.error());
    done.revision = record->revision;
  }
  return Taken{std::move(weighed->intake), std::move(done)};
}

// The desk of the store, for kinds that become commands; it lends the intake what it knows.
Result<std::unique_ptr<Operator>> open_desk(Store& store, const std::shared_ptr<const Pack>& pack,
                                            std::shared_ptr<const Registry> registry,
                                            IntakeOptions& options) {
  auto opened = Operator::open(store, pack);
  if (!opened) return std::unexpected(opened.error());
  auto desk = std::make_unique<Operator>(std::move(*opened));
  desk->use_registry(std::move(registry));
  know(options, *desk->operations());
  return desk;
}

int run_file(const Context& context, const ImportWords& words, IntakeKind kind) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  auto options = intake_options(words);
  if (!options) return stop(options.error());
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open(words.dry_run ? OpenMode::ReadOnly : OpenMode::ReadWrite);
  if (!store) return stop(store.error());
  const Revision expected = (*store)->revision();
  auto registry = (*store)->load_registry();
  if (!registry) return stop(registry.error());
  std::shared_ptr<const Registry> known = std::move(*registry);
  know(*options, known);
  Result<std::unique_ptr<Operator>> desk;
  if (becomes_commands(kind)) desk = open_desk(**store, *pack, known, *options);
  if (!desk) return stop(desk.error());
  const Instant now = context.now((*store)->info());
  options->data_date = context.as_of_given() ? *context.as_of_given() : day_of(now);

  std::vector<std::string> layers;
  options->on_layers = [&](const std::vector<std::string>& names) { layers = names; };
  const std::int64_t started = monotonic_ns();
  Result<Intake> intake;
  {
    ProgressLine line(context.say("正在读取", "Reading"), "", context.english());
    intake = read_intake(kind, words.file, *options, **pack,
                         [&](IntakeProgress p) { line.show(p.done, p.total); });
  }
  if (!intake) return stop(intake.error());
  const auto taken = *desk ? take_commands(words, **desk, now, std::move(*intake))
                           : take_batch(context, words, **store, expected, now, std::move(*intake));
  if (!taken) return stop(taken.error());
  const Intake& done = taken->intake;
  if (!words.rejects.empty() && !done.rejected.empty()) {
    if (const auto written = write_rejects(done, words.rejects); !written) return stop(written.error());
  }
  print_summary(context, done, taken->done, words.dry_run,
                static_cast<double>(monotonic_ns() - started) / 1e9);
  print_others(context, layers, done.layer);
  return done.rejected.empty() ? kExitDone : kExitRejects;
}

int run_import(const Context& context, const ImportWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  if (words.undo > 0) return run_undo(context, words);
  if (words.kind.empty() || words.file.empty()) {
    return stop({ErrorCode::Usage, "请写明导入的类别与文件，如 anxin import projects 项目.csv。",
                 "Say what to import and from which file, such as: anxin import projects projects.csv."});
  }
  if (words.kind == "roads")
    return run_import_roads(context, {words.file, words.crs, words.layer, words.dry_run});
  const auto kind = parse_intake_kind(words.kind);
  if (!kind) {
    return stop({ErrorCode::Usage, "类别“" + words.kind + "”应为 " + intake_kinds("、") + "、roads 之一。",
                 "'" + words.kind + "' must be one of " + intake_kinds(", ") + ", roads."});
  }
  return run_file(context, words, *kind);
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  auto words = std::make_shared<ImportWords>();
  auto* import = app.add_subcommand(
      "import",
      "Take in a file that an office sends: a table or a map layer, checked row by row, undone by batch");
  import->add_option(
      "KIND", words->kind,
      "One of " + intake_kinds(", ") +
          ", roads. A file of enterprises with the columns 项目编号 and 参建角色 also says what each is to "
          "a project");
  import->add_option(
      "FILE", words->file,
      "CSV (UTF-8, GB18030), XLSX or ODS (header among the first ten rows), GeoJSON, GeoPackage, "
      "Shapefile (.shp beside its .shx and .dbf, or zipped), FileGDB (folder or zipped), KML or KMZ; for "
      "roads "
      "OpenStreetMap (.osm.pbf, .osm) or a line layer with the columns highway and oneway");
  import->footer(column_help());
  import->add_option("--layer", words->layer,
                     "The sheet or layer to read (default: the one with the best header)");
  import->add_option("--crs", words->crs, "auto, wgs84, cgcs2000, gcj02, bd09 or EPSG:n");
  import
      ->add_option("--map", words->map,
                   "列名=field: read this column as that field ('-' leaves it out); may be repeated")
      ->take_all()
      ->allow_extra_args(false);
  import->add_option("--rejects", words->rejects,
                     "Write each rejected row whole, with its line and reason, to this CSV");
  import->add_option("--undo", words->undo, "Take this batch back instead")->check(CLI::PositiveNumber);
  import->add_option("--command-id", words->command_id,
                     "The same id twice has one effect and the same answer");
  import->add_option("--seat", words->seat, "The duty post that imports, never a person");
  import->add_flag("--dry-run", words->dry_run, "Say what would happen, change nothing");
  import->callback(
      [&action, words] { action = [words](const Context& c) { return run_import(c, *words); }; });
}

}  // namespace anxin
