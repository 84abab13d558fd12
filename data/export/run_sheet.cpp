#include "data/export/run_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "data/export/html.hpp"
#include "data/model/clocks.hpp"
#include "data/model/format.hpp"

namespace anxin {
namespace {

struct Sheet {
  const Operations& operations;
  const Pack& pack;
  PageHead head;
  [[nodiscard]] bool english() const { return head.english; }
  [[nodiscard]] std::string say(std::string_view zh, std::string_view en) const {
    return std::string(head.english ? en : zh);
  }
  [[nodiscard]] Day today() const { return day_of(head.now); }
  [[nodiscard]] std::string when(const std::optional<Instant>& at) const {
    return at ? time_text(*at, today()) : std::string(kNotApplicable);
  }
  template <class T>
  [[nodiscard]] std::string name(T value) const {
    return escape_html(english() ? name_en(value) : name_zh(value));
  }
};

std::vector<const Incident*> open_incidents(const Operations& operations) {
  std::vector<const Incident*> open;
  for (const auto& [id, incident] : *operations.incidents) {
    if (incident.open()) open.push_back(&incident);
  }
  std::ranges::stable_sort(open, [](const Incident* a, const Incident* b) {
    return a->level.level != b->level.level ? a->level.level < b->level.level : a->reported < b->reported;
  });
  return open;
}

// 首到 10:12 超时
std::string clocks_cell(const Sheet& s, const Incident& incident) {
  std::string out;
  for (const Clock& c :
       clocks_of(s.operations, s.pack.dispatch.clocks, s.pack.dispatch, incident, s.head.now)) {
    if (c.done || c.state == ClockState::Void) continue;
    const bool late = c.state == ClockState::Breached;
    std::string line = s.name(c.kind);
    if (!c.assignment.empty()) line += " " + escape_html(c.assignment.substr(c.assignment.find('/') + 1));
    line += " " + time_text(c.deadline, s.today());
    if (late) line = "<span class=\"late\">" + line + s.say(" 超时", " LATE") + "</span>";
    out += (out.empty() ? "" : "<br>") + line;
  }
  return out.empty() ? std::string(kNotApplicable) : out;
}

std::string place_cell(const Sheet& s, const Incident& i) {
  std::string out = free_text(i.place.empty() ? s.say("地点未记", "no place recorded") : i.place);
  if (!i.project.empty()) out += "<br>" + escape_html(i.project);
  return out + "<br>" + position_text(i.at);
}

std::string heads_cell(const Sheet& s, const Incident& i) {
  std::string out = escape_html(format_heads(i.persons)) + s.say(" 人", " persons");
  if (i.extreme != ExtremeAct::None) out += "<br><span class=\"late\">" + s.name(i.extreme) + "</span>";
  return out;
}

std::string incident_table(const Sheet& s, const std::vector<const Incident*>& open) {
  HtmlTable table(s.head, s.say("未结事件", "Open incidents"),
                  {s.say("事件", "Incident"), s.say("状态", "State"), s.say("地点", "Place"),
                   s.say("监管单位 行业", "Supervising unit, sector"), s.say("人数", "Heads"),
                   s.say("报告", "Reported"), s.say("席位", "Seat"), s.say("时限", "Due by")});
  for (const Incident* i : open) {
    table.row({"<b>" + escape_html(i->id) + "</b><br>" + s.name(i->level.level),
               escape_html(state_name(*i, s.english())), place_cell(s, *i),
               escape_html(unit_name(s.pack, i->supervising_unit, s.english())) + "<br>" +
                   escape_html(sector_name(i->sector, s.english())),
               heads_cell(s, *i), s.when(i->reported),
               escape_html(i->claimed_by.empty() ? "—" : i->claimed_by), clocks_cell(s, *i)},
              i->level.level <= IncidentLevel::II ? "grave" : "");
  }
  return "<h2>" + s.say("一、未结事件", "1. Open incidents") + fmt::format(" ({})</h2>\n", open.size()) +
         table.finish(s.say("没有未结事件。", "No open incident."));
}

// What the plan asks for and no live assignment fills.
std::string missing_text(const Sheet& s, const Incident& i, const std::vector<const Assignment*>& parts) {
  std::string out;
  for (int f = 0; f < kFunctions; ++f) {
    const auto function = static_cast<Function>(f);
    const auto have = std::ranges::count_if(
        parts, [&](const Assignment* a) { return a->live() && a->function == function; });
    if (have < i.plan[f]) {
      out += (out.empty() ? "" : s.say("、", ", ")) + s.name(function) + fmt::format(" {}", i.plan[f] - have);
    }
  }
  return out;
}

std::vector<std::string> assignment_cells(const Sheet& s, const Assignment& a) {
  const ResponseUnit* unit = s.operations.unit(a.unit);
  const std::string phone = unit == nullptr ? "" : unit->post_phone;
  const Instant expected = a.accepted.value_or(a.offered) + std::chrono::seconds(a.expected_s);
  const bool coming = a.state < AssignmentState::OnScene && a.expected_s > 0;
  return {s.name(a.function),
          escape_html(unit == nullptr ? a.unit : unit->name) + "<br>" + escape_html(a.unit),
          escape_html(phone.empty() ? kNotApplicable : phone),
          s.name(a.state),
          s.when(a.offered),
          s.when(a.accepted),
          a.on_scene ? s.when(a.on_scene)
                     : s.say("预计 ", "exp. ") + (coming ? time_text(expected, s.today()) : "—"),
          ""};
}

std::string sent_tables(const Sheet& s, const std::vector<const Incident*>& open) {
  std::string out = "<h2>" + s.say("二、已派与所缺", "2. Sent and missing") + "</h2>\n";
  for (const Incident* i : open) {
    const auto parts = s.operations.assignments_of(i->id);
    HtmlTable table(s.head, i->id + " " + s.say("派遣", "units"),
                    {s.say("职能", "Function"), s.say("单位", "Unit"), s.say("岗位电话", "Post telephone"),
                     s.say("状态", "State"), s.say("派出", "Offered"), s.say("接单", "Accepted"),
                     s.say("到场", "On scene"), s.say("手写", "By hand")});
    for (const Assignment* a : parts) {
      if (a->live()) table.row(assignment_cells(s, *a), "write");
    }
    out += table.finish(s.say("没有派出的单位。", "No unit sent."));
    if (const std::string missing = missing_text(s, *i, parts); !missing.empty()) {
      out += "<p><span class=\"late\">" + escape_html(i->id) + s.say(" 尚缺职能：", " still missing: ") +
             missing + "</span></p>\n";
    }
  }
  if (open.empty()) out += "<p>" + s.say("没有未结事件。", "No open incident.") + "</p>\n";
  return out;
}

std::string functions_text(const Sheet& s, std::uint8_t bits) {
  std::string out;
  for (int f = 0; f < kFunctions; ++f) {
    if ((bits >> f & 1) != 0) out += (out.empty() ? "" : " ") + s.name(static_cast<Function>(f));
  }
  return out;
}

// 可派, or why not.
std::string unit_state_text(const Sheet& s, const ResponseUnit& unit) {
  if (const Assignment* a = s.operations.engagement_of(unit.id)) {
    return escape_html(a->incident) + " " + s.name(a->function) + " " + s.name(a->state);
  }
  if (unit.state == UnitReadiness::OutOfService)
    return s.name(unit.state) + (unit.state_reason.empty() ? "" : " " + free_text(unit.state_reason));
  return on_duty(unit, s.head.now) ? s.say("可派", "available") : s.say("不在班", "off duty");
}

std::string unit_place_text(const Sheet& s, const ResponseUnit& unit) {
  const UnitPlace place = place_of(unit, s.head.now, s.pack.dispatch.clocks.position_stale_s);
  std::string out = s.say("驻地 ", "base ") + position_text(unit.base);
  if (place.at_base && place.age_s) {
    out += "<br>" + s.say("失联 ", "no position ") + age_text(*place.age_s, s.english());
  } else if (!place.at_base) {
    out += "<br>" + s.say("位置 ", "now ") + position_text(place.at) + " " +
           age_text(place.age_s.value_or(0), s.english());
  }
  return out;
}

std::string phones_text(const ResponseUnit& unit) {
  std::string out = escape_html(unit.post_phone.empty() ? kNotApplicable : unit.post_phone);
  if (!unit.deputy_phone.empty() || !unit.deputy_post.empty())
    out += "<br>" + escape_html(unit.deputy_post + " " + unit.deputy_phone);
  return out;
}

std::string unit_table(const Sheet& s) {
  std::vector<const ResponseUnit*> units;
  for (const auto& [id, unit] : *s.operations.units) units.push_back(&unit);
  std::ranges::stable_sort(units, {}, [](const ResponseUnit* u) { return u->supervising_unit; });
  HtmlTable table(s.head, s.say("处置力量", "Response units"),
                  {s.say("监管单位", "Supervising unit"), s.say("单位", "Unit"), s.say("职能", "Functions"),
                   s.say("状态", "State"), s.say("驻地与位置", "Base and position"), s.say("人 车", "Size"),
                   s.say("岗位电话 副岗", "Post telephone, deputy post")});
  for (const ResponseUnit* u : units) {
    table.row({escape_html(unit_name(s.pack, u->supervising_unit, s.english())),
               escape_html(u->name) + "<br>" + escape_html(u->id), functions_text(s, u->functions),
               unit_state_text(s, *u), unit_place_text(s, *u),
               fmt::format("{}{}", u->people, u->vehicle.empty() ? "" : " " + escape_html(u->vehicle)),
               phones_text(*u)});
  }
  return "<h2>" + s.say("三、处置力量", "3. Response units") + fmt::format(" ({})</h2>\n", units.size()) +
         table.finish(s.say("没有登记处置力量。", "No response unit is enrolled."));
}

std::string closure_table(const Sheet& s) {
  HtmlTable table(s.head, s.say("封闭", "Closures"),
                  {s.say("编号", "Id"), s.say("道路或范围", "Road or area"), s.say("原因", "Reason"),
                   s.say("从", "From"), s.say("至", "Until")});
  for (const auto& [id, c] : *s.operations.closures) {
    if (!c.holds(s.head.now)) continue;
    const std::string where = c.road.empty() ? s.say("范围", "area") : free_text(c.road);
    table.row({escape_html(id), where, free_text(c.reason), s.when(c.from), s.when(c.until)});
  }
  return "<h2>" + s.say("四、道路封闭", "4. Closures in force") + "</h2>\n" +
         table.finish(s.say("没有封闭。", "None."));
}

// What whoever takes over with paper has to know first.
std::string preamble(const Sheet& s) {
  const ClockTerms& terms = s.pack.dispatch.clocks;
  std::string out =
      "<p>" +
      s.say("指挥台停用时，从此单接手：以下为截至时刻所知，其后的每一步连同时刻写在“手写”栏，恢复后补录。",
            "When the console is down, carry on from this sheet: it holds what was known "
            "then; write each later step with its time under 'By hand' and enter it "
            "afterwards.") +
      "</p>\n";
  if (!terms.next_level_post.empty() || !terms.next_level_phone.empty()) {
    out += "<p><b>" + s.say("上一级：", "Next level: ") + "</b>" + escape_html(terms.next_level_post) + " " +
           escape_html(terms.next_level_phone) + "</p>\n";
  }
  return out;
}

}  // namespace

std::string run_sheet_html(const Operations& operations, const Pack& pack, const RunSheetRequest& request) {
  Sheet s{operations, pack, {}};
  s.head = {request.english ? "Run sheet: incidents and response units" : "运行单：事件与处置力量",
            request.now,
            request.source,
            operations.revision,
            request.simulated,
            request.exercise,
            request.english};
  const std::vector<const Incident*> open = open_incidents(operations);
  return html_page(
      s.head, true,
      preamble(s) + incident_table(s, open) + sent_tables(s, open) + unit_table(s) + closure_table(s));
}

std::filesystem::path run_sheet_beside(const std::filesystem::path& store) {
  std::filesystem::path out = store;
  out += ".runsheet.html";
  return out;
}

Status write_run_sheet(const std::filesystem::path& out, const Operations& operations, const Pack& pack,
                       const RunSheetRequest& request) {
  return write_html(out, run_sheet_html(operations, pack, request));
}

Status save_run_sheet(const Operations& operations, const Pack& pack, Instant now, bool simulated,
                      bool exercise, const std::filesystem::path& store) {
  return write_run_sheet(run_sheet_beside(store), operations, pack,
                         {now, store.filename().string(), simulated, exercise, false});
}

}  // namespace anxin
