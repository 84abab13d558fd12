#include "data/export/after_action.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/export/after_action_parts.hpp"
#include "data/model/clocks.hpp"
#include "data/model/decide.hpp"
#include "data/model/format.hpp"
#include "data/model/operation_about.hpp"

namespace anxin {

std::string AfterAction::when(const std::optional<Instant>& at) const {
  return at ? time_text(*at, day()) : std::string(kNotApplicable);
}

std::string AfterAction::number(const Assignment& a) { return escape_html(a.id.substr(a.id.find('/') + 1)); }

std::string AfterAction::unit_name(const std::string& unit) const {
  const ResponseUnit* known = end.unit(unit);
  return escape_html(known == nullptr ? unit : known->name);
}

namespace {

std::string dash_or(std::string text) { return text.empty() ? std::string(kNotApplicable) : text; }

std::string modifiers_text(const AfterAction& p, std::uint8_t bits) {
  std::string out;
  for (int m = 0; m < kModifiers; ++m) {
    if ((bits >> m & 1) != 0)
      out += (out.empty() ? "" : p.say("、", ", ")) + p.name(static_cast<Modifier>(m));
  }
  return dash_or(out);
}

std::string sources_text(const AfterAction& p) {
  std::string out;
  for (const SourceReport& s : p.incident->sources) {
    out +=
        (out.empty() ? "" : "<br>") + p.name(s.source) + " " + free_text(s.case_number) + " " + p.when(s.at);
  }
  return dash_or(out);
}

using Fact = std::pair<std::string, std::string>;

std::string list_of(const std::vector<Fact>& facts) {
  std::string out = "<dl>\n";
  for (const auto& [term, what] : facts) out += "<dt>" + term + "</dt><dd>" + what + "</dd>\n";
  return out + "</dl>\n";
}

std::string heading(const AfterAction& p, std::string_view zh, std::string_view en) {
  return "<h2>" + p.say(zh, en) + "</h2>\n";
}

std::string head_facts(const AfterAction& p) {
  const Incident& i = *p.incident;
  std::vector<Fact> facts = {
      {p.say("事件", "Incident"), escape_html(i.id)},
      {p.say("状态", "State"), escape_html(state_name(i, p.english()))},
      {p.say("等级", "Level"), p.name(i.level.level)},
      {p.say("地点", "Place"), dash_or(free_text(i.place)) + " · " + position_text(i.at)},
      {p.say("项目", "Project"), dash_or(escape_html(i.project))},
      {p.say("监管单位", "Supervising unit"),
       escape_html(unit_name(p.pack, i.supervising_unit, p.english()))},
      {p.say("行业", "Sector"), escape_html(sector_name(i.sector, p.english()))},
      {p.say("来源", "Reported by"), sources_text(p)},
      {p.say("人数", "Heads"), escape_html(format_heads(i.persons))},
      {p.say("用人单位数", "Employers"), std::to_string(i.employers)},
      {p.say("极端行为", "Extreme act"), p.name(i.extreme)},
      {p.say("涉及工资", "Wages claimed"),
       i.claimed_fen ? money_text(*i.claimed_fen, p.english()) : p.say("未知", "unknown")},
      {p.say("席位", "Seat"), dash_or(escape_html(i.claimed_by))}};
  const std::pair<const char*, std::optional<Instant>> moments[] = {
      {p.english() ? "Began" : "开始", i.began},
      {p.english() ? "Reported" : "报告", i.reported},
      {p.english() ? "Claimed" : "认领", i.claimed},
      {p.english() ? "Confirmed" : "核实", i.confirmed},
      {p.english() ? "Dispatched" : "派出", i.dispatched},
      {p.english() ? "First on scene" : "首到", i.first_on_scene},
      {p.english() ? "All functions" : "到齐", i.all_on_scene},
      {p.english() ? "Resolved" : "平息", i.resolved},
      {p.english() ? "Ended" : "结束", i.ended}};
  for (const auto& [word, at] : moments)
    facts.emplace_back(word, at ? time_text(*at) : std::string(kNotApplicable));
  return heading(p, "一、概要", "1. Facts") + list_of(facts);
}

struct Verdict {
  std::string word;
  bool missed = false;
};

Verdict verdict_of(const AfterAction& p, const Clock& c) {
  switch (c.state) {
    case ClockState::Met:
      return {p.say("达标", "met"), false};
    case ClockState::MetLate:
      return {p.say("超时后完成", "missed, done late"), true};
    case ClockState::Breached:
      return {p.say("超时", "missed"), true};
    case ClockState::Void:
      return {p.say("未到时限即结束", "ended before"), false};
    case ClockState::Running:
    case ClockState::Warning:
      break;
  }
  return {p.say("计时中", "running"), false};
}

std::string clock_section(const AfterAction& p) {
  HtmlTable table(p.head, p.say("时限", "Clocks"),
                  {p.say("时限", "Clock"), p.say("单位", "Unit"), p.say("起", "From"), p.say("限", "Limit"),
                   p.say("用时", "Took"), p.say("完成", "Done"), p.say("结果", "Result")});
  std::size_t met = 0, missed = 0;
  for (const Clock& c : clocks_of(p.end, p.pack.dispatch.clocks, p.pack.dispatch, *p.incident, p.head.now)) {
    const Verdict verdict = verdict_of(p, c);
    missed += verdict.missed ? 1 : 0;
    met += c.state == ClockState::Met ? 1 : 0;
    const Assignment* a = c.assignment.empty() ? nullptr : p.end.assignment(c.assignment);
    const std::chrono::seconds took = c.done.value_or(p.until()) - c.from;
    const std::string result =
        verdict.missed ? "<span class=\"late\">" + verdict.word + "</span>" : verdict.word;
    table.row(
        {p.name(c.kind),
         a == nullptr ? std::string(kNotApplicable) : AfterAction::number(*a) + " " + p.unit_name(a->unit),
         p.when(c.from), format_elapsed(std::chrono::seconds(c.limit_s())), format_elapsed(took),
         p.when(c.done), result});
  }
  return heading(p, "四、时限", "4. Clocks") + "<p>" +
         fmt::format("{} {} · {} {}", p.say("达标", "met"), met, p.say("超时", "missed"), missed) + "</p>\n" +
         table.finish(p.say("没有起算的时限。", "No clock had begun."));
}

std::string unit_section(const AfterAction& p) {
  HtmlTable table(
      p.head, p.say("到场单位", "Units"),
      {p.say("图号", "No."), p.say("职能", "Function"), p.say("单位", "Unit"), p.say("派出", "Offered"),
       p.say("接单", "Accepted"), p.say("出发", "Left"), p.say("到场", "On scene"), p.say("结束", "Ended"),
       p.say("状态", "State"), p.say("预计用时 路程", "Expected, by road"), p.say("说明", "Note")});
  for (const Assignment* a : p.assignments) {
    const std::string expected = a->expected_s > 0 ? format_elapsed(std::chrono::seconds(a->expected_s)) +
                                                         " " + format_distance(a->distance_m)
                                                   : std::string(kNotApplicable);
    std::string note = free_text(a->reason);
    if (!a->words.empty())
      note += (note.empty() ? "" : " · ") + p.name(a->channel) + " " + free_text(a->words);
    table.row({AfterAction::number(*a), p.name(a->function), p.unit_name(a->unit), p.when(a->offered),
               p.when(a->accepted), p.when(a->en_route), p.when(a->on_scene), p.when(a->ended),
               p.name(a->state), expected, dash_or(note)});
  }
  return heading(p, "五、到场单位", "5. Units") + table.finish(p.say("没有派出单位。", "No unit was sent."));
}

std::string level_section(const AfterAction& p) {
  HtmlTable table(p.head, p.say("定级经过", "Level history"),
                  {p.say("时刻", "When"), p.say("等级", "Level"), p.say("按人数", "By heads"),
                   p.say("上调因素", "Raised by"), p.say("口径", "Profile"),
                   p.say("第二口径", "Second profile"), p.say("人工", "By hand"), p.say("席位", "Seat")});
  const auto add = [&](const OperationRecord& record, const LevelFinding& f) {
    table.row({p.when(record.at), p.name(f.level), p.name(f.by_heads), modifiers_text(p, f.modifiers),
               dash_or(escape_html(f.profile)), p.name(f.second) + " " + escape_html(f.second_profile),
               f.by_hand ? dash_or(free_text(f.reason)) : std::string(kNotApplicable),
               escape_html(record.seat)});
  };
  for (const OperationRecord* record : p.records) {
    for (const OperationChange& change : record->changes) {
      if (incident_of(change) != p.incident->id) continue;
      if (const auto* reported = std::get_if<IncidentReported>(&change))
        add(*record, reported->incident.level);
      if (const auto* set = std::get_if<IncidentLevelSet>(&change)) add(*record, set->level);
    }
  }
  return heading(p, "六、定级经过", "6. Level history") +
         table.finish(p.say("没有定级。", "No level was set."));
}

std::string report_section(const AfterAction& p) {
  HtmlTable table(p.head, p.say("现场续报", "Reports from the scene"),
                  {p.say("序", "No."), p.say("时刻", "When"), p.say("报告方", "By"), p.say("人数", "Heads"),
                   p.say("内容", "Text")});
  for (const SituationReport& r : p.incident->reports) {
    table.row({std::to_string(r.number), p.when(r.at), p.unit_name(r.by),
               escape_html(format_heads(r.persons)), dash_or(free_text(r.text))});
  }
  return heading(p, "七、现场续报", "7. Reports from the scene") + table.finish(p.say("没有续报。", "None."));
}

std::string log_section(const AfterAction& p) {
  HtmlTable table(p.head, p.say("经过", "Log"),
                  {p.say("时刻", "When"), p.say("席位", "Seat"), p.say("事项", "What"), p.say("内容", "Text"),
                   p.say("日志", "Record")});
  for (const OperationRecord* record : p.records) {
    for (const OperationChange& change : record->changes) {
      if (incident_of(change) != p.incident->id) continue;
      const FactBrief brief = brief_of(change, p.end);
      table.row({p.when(record->at), escape_html(record->seat),
                 escape_html(p.english() ? brief.en : brief.zh), dash_or(free_text(typed_text_of(change))),
                 std::to_string(record->revision)});
    }
  }
  return heading(p, "八、经过", "8. Log") + table.finish(p.say("没有记录。", "Nothing is recorded."));
}

std::string liability_text(const AfterAction& p) {
  std::string out;
  for (const LiabilityStep& step : p.request.liability) {
    out += "<li>" + escape_html(p.english() ? step.role_en : step.role) + " " +
           dash_or(escape_html(step.name)) + "：" +
           escape_html(p.english() ? step.article_en : step.article) +
           (step.first_payer ? "<b>" + p.say("（先行清偿）", " (pays first)") + "</b>" : "") + "</li>\n";
  }
  return out.empty() ? out : "<ul>\n" + out + "</ul>\n";
}

std::string waterfall_table(const AfterAction& p) {
  if (!p.request.waterfall)
    return "<p>" +
           p.say("资金来源未知，未计算支付顺序。",
                 "The funds are not known; no order of payment was computed.") +
           "</p>\n";
  const Waterfall& w = *p.request.waterfall;
  HtmlTable table(p.head, p.say("支付顺序", "Order of payment"),
                  {p.say("来源", "Source"), p.say("可用", "Holds"), p.say("支付", "Pays"),
                   p.say("期限", "Due"), p.say("依据", "Basis")});
  for (const WaterfallStep& s : w.steps) {
    table.row({p.name(s.source), s.holds ? money_text(*s.holds, p.english()) : p.say("未知", "unknown"),
               money_text(s.pays, p.english()), to_string(s.due),
               escape_html(p.english() ? s.basis_en + " " + s.note_en : s.basis + " " + s.note)});
  }
  std::string sum = w.claim_known
                        ? p.say("涉及工资 ", "claimed ") + money_text(w.claimed, p.english()) + " · " +
                              p.say("可覆盖 ", "covered ") + money_text(w.covered, p.english()) + " · " +
                              p.say("缺口 ", "missing ") + money_text(w.missing(), p.english())
                        : p.say("涉及工资未知。", "The claim is not known.");
  return table.finish("—") + "<p>" + sum + "</p>\n";
}

std::string money_section(const AfterAction& p) {
  HtmlTable table(p.head, p.say("已追回", "Recovered"), {p.say("来源", "Source"), p.say("金额", "Amount")});
  Fen total = 0;
  for (const Recovered& r : p.incident->recovered) {
    total += r.fen;
    table.row({p.name(r.source), money_text(r.fen, p.english())});
  }
  return heading(p, "九、支付与追回", "9. Payment") + waterfall_table(p) + liability_text(p) +
         table.finish(p.say("没有追回的记录。", "Nothing is recorded as recovered.")) + "<p>" +
         p.say("合计 ", "in all ") + money_text(total, p.english()) + "</p>\n";
}

std::string conclusion_section(const AfterAction& p) {
  const Incident& i = *p.incident;
  std::vector<Fact> facts;
  facts.emplace_back(p.say("结案代码", "Conclusion"),
                     i.conclusion ? p.name(*i.conclusion) : p.say("尚未结案", "not closed"));
  facts.emplace_back(p.say("后续", "Carried on"), dash_or(free_text(i.follow_up)));
  if (!i.end_reason.empty()) facts.emplace_back(p.say("理由", "Reason"), free_text(i.end_reason));
  if (!i.merged_into.empty()) facts.emplace_back(p.say("并入", "Merged into"), escape_html(i.merged_into));
  return heading(p, "十、结论", "10. Conclusion") + list_of(facts);
}

// Evolves the journal up to now, keeping where each unit was when it was offered the incident.
Status read_journal(AfterAction& p, std::span<const OperationRecord> records) {
  for (const OperationRecord& record : records) {
    if (record.at > p.head.now) continue;
    bool speaks = false;
    for (const OperationChange& change : record.changes) {
      speaks = speaks || incident_of(change) == p.request.incident;
      const auto* sent = std::get_if<UnitsDispatched>(&change);
      if (sent == nullptr || sent->incident != p.request.incident) continue;
      for (const Assignment& a : sent->assignments) {
        const ResponseUnit* unit = p.end.unit(a.unit);
        if (unit != nullptr)
          p.came_from[a.id] = place_of(*unit, record.at, p.pack.dispatch.clocks.position_stale_s);
      }
    }
    if (speaks) p.records.push_back(&record);
    p.end = evolve(std::move(p.end), record);
  }
  p.incident = p.end.incident(p.request.incident);
  if (p.incident == nullptr) {
    return fail(ErrorCode::NotFound, "没有事件 " + p.request.incident + "。",
                "There is no incident " + p.request.incident + ".");
  }
  p.assignments = p.end.assignments_of(p.request.incident);
  std::ranges::stable_sort(p.assignments, [](const Assignment* a, const Assignment* b) {
    return a->id.size() != b->id.size() ? a->id.size() < b->id.size() : a->id < b->id;
  });
  return {};
}

}  // namespace

Result<std::string> after_action_html(std::span<const OperationRecord> records, const Pack& pack,
                                      const AfterActionRequest& request) {
  AfterAction p{pack, request, {}, {}, {}, nullptr, {}, {}};
  p.head = {"", request.now, request.source, 0, request.simulated, request.exercise, request.english};
  if (auto read = read_journal(p, records); !read) return std::unexpected(read.error());
  p.head.title = p.say("事后报告 ", "After-action report ") + request.incident;
  p.head.exercise = p.head.exercise || p.incident->exercise;
  p.head.revision = p.end.revision;
  return html_page(p.head, false,
                   head_facts(p) + heading(p, "二、位置图", "2. Map") + map_picture(p) +
                       heading(p, "三、时间线", "3. Time line") + time_line(p) + clock_section(p) +
                       unit_section(p) + level_section(p) + report_section(p) + log_section(p) +
                       money_section(p) + conclusion_section(p));
}

Status write_after_action(const std::filesystem::path& out, const std::string& html) {
  return write_html(out, html);
}

}  // namespace anxin
