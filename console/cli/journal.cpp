// anxin journal: what was done in operations, one line a change, from the journal alone.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <limits>

#include "console/cli/commands.hpp"
#include "data/model/decide.hpp"
#include "data/model/operation_json.hpp"
#include "data/model/operation_sentences.hpp"

namespace anxin {
namespace {

struct Asked {
  std::string incident, from, to;
};
struct Span {
  Instant from{std::chrono::seconds{std::numeric_limits<std::int64_t>::min()}};
  std::optional<Instant> to;  // included
};

// A bare day is the whole day in Beijing.
Result<Span> span_of(const Asked& asked) {
  Span span;
  const auto unknown = [](std::string_view word, const std::string& text) {
    return fail(
        ErrorCode::Usage,
        fmt::format("{} 的时间“{}”无法识别，应如 2026-01-20 或 2026-01-20 09:42。", word, text),
        fmt::format("{} '{}' is not a time; write it like 2026-01-20 or 2026-01-20 09:42.", word, text));
  };
  if (!asked.from.empty()) {
    const auto from = parse_instant(asked.from);
    if (!from) return unknown("--from", asked.from);
    span.from = *from;
  }
  if (asked.to.empty()) return span;
  if (const auto day = parse_day(asked.to)) {
    span.to = start_of(*day + std::chrono::days{1}) - std::chrono::seconds{1};
  } else if (const auto to = parse_instant(asked.to)) {
    span.to = *to;
  } else {
    return unknown("--to", asked.to);
  }
  return span;
}

// Beijing time for a person: 2026-11-23 09:42:16.
std::string local_time(Instant at) {
  std::string text = to_string(at + kBeijingOffset);
  text[10] = ' ';
  text.pop_back();
  return text;
}

Json record_json(const OperationRecord& record, const std::vector<OperationChange>& shown,
                 const Operations& known) {
  Json sentences = Json::array();
  for (const OperationChange& change : shown) {
    sentences.push_back(
        {{"zh", describe_change(change, known, false)}, {"en", describe_change(change, known, true)}});
  }
  return {{"revision", record.revision},
          {"at", to_string(record.at)},
          {"seat", record.seat},
          {"command_id", record.command_id},
          {"changes", Json::parse(to_json(shown))},
          {"sentences", sentences}};
}

int run_journal(const Context& context, const Asked& asked) {
  const auto failed = [&](const Error& error) { return report(error, context.json(), context.english()); };
  const auto span = span_of(asked);
  if (!span) return failed(span.error());
  const auto store = context.open();
  if (!store) return failed(store.error());
  const auto records = (*store)->operation_records(0, span->to);
  if (!records) return failed(records.error());
  Operations known;
  Json all = Json::array();
  for (const OperationRecord& record : *records) {
    known = evolve(std::move(known), record);
    if (record.at < span->from) continue;
    std::vector<OperationChange> shown;
    for (const OperationChange& change : record.changes) {
      if (asked.incident.empty() || incident_of(change, known) == asked.incident) shown.push_back(change);
    }
    if (shown.empty()) continue;
    if (context.json()) {
      all.push_back(record_json(record, shown, known));
      continue;
    }
    for (const OperationChange& change : shown) {
      print_line(fmt::format("{:>6}  {}  {}  {}", record.revision, local_time(record.at), record.seat,
                             describe_change(change, known, context.english())));
    }
  }
  if (!asked.incident.empty() && known.incident(asked.incident) == nullptr) {
    return failed({ErrorCode::NotFound, fmt::format("没有事件 {}。", asked.incident),
                   fmt::format("There is no incident {}.", asked.incident)});
  }
  if (context.json()) print_json({{"simulated", (*store)->info().simulated}, {"records", all}});
  return kExitDone;
}

}  // namespace

void add_journal(CLI::App& app, Action& action) {
  auto asked = std::make_shared<Asked>();
  auto* journal = app.add_subcommand("journal", "What was done about incidents, one line a change");
  journal->add_option("--incident", asked->incident, "Only what is about this incident");
  journal->add_option("--from", asked->from,
                      "From this time or day on, such as 2026-11-23 or '2026-11-23 09:42'");
  journal->add_option("--to", asked->to, "Until this time or day, included");
  journal->callback(
      [&action, asked] { action = [asked](const Context& c) { return run_journal(c, *asked); }; });
}

}  // namespace anxin
