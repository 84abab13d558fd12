#include "data/export/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "data/export/export.hpp"
#include "data/model/format.hpp"
#include "data/model/personal.hpp"
#include "geo/io/pending_file.hpp"

namespace anxin {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr std::string_view kStyle = R"(
body{font-family:"Noto Sans CJK SC","PingFang SC","Source Han Sans SC","Microsoft YaHei",sans-serif;font-size:9pt;
line-height:1.35;color:black;background:white;margin:10mm}
h1{font-size:15pt;margin:0 0 1mm}h2{font-size:11pt;margin:5mm 0 1mm;break-after:avoid}p{margin:1mm 0}
table{border-collapse:collapse;width:100%;margin:1mm 0 3mm}
th,td{border:.3pt solid black;padding:.6mm 1.2mm;text-align:left;vertical-align:top}
th{font-weight:bold;border-bottom-width:1pt}.mark th{border:0;font-weight:normal;font-size:7.5pt;padding-left:0}
thead{display:table-header-group}tr{break-inside:avoid}
.num{text-align:right;white-space:nowrap}.when{white-space:nowrap}.late{font-weight:bold}
.grave td:first-child{border-left-width:3pt}
.marks{border:1pt solid black;display:inline-block;padding:.4mm 2mm;font-weight:bold}
.write{height:9mm}svg{max-width:100%;height:auto;break-inside:avoid}
.drill{position:fixed;inset:0;width:100%;height:100%;max-width:none;opacity:.2;pointer-events:none}
.drill text{font-size:34px;font-weight:bold;text-anchor:middle}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.6mm 4mm;margin:1mm 0}dt{font-weight:bold}dd{margin:0}
footer{margin-top:4mm;border-top:.3pt solid black;font-size:7.5pt}
@media print{body{margin:0}}
)";

// 演练 over the whole page, on every sheet of paper and on a screen as large as a desk's (UX 7): every 230 px
// across and 100 px down. Words one by one, since a pattern is asked for by url(), which pages do without.
std::string watermark() {
  constexpr int kStepX = 230, kStepY = 100, kAcross = 1920, kDown = 1200;
  std::string out = "<svg class=\"drill\" aria-hidden=\"true\">\n";
  for (int y = kStepY / 2; y < kDown; y += kStepY) {
    for (int x = kStepX / 2; x < kAcross; x += kStepX)
      out += fmt::format("<text transform=\"translate({} {}) rotate(-24)\">演练 DRILL</text>", x, y);
    out += "\n";
  }
  return out + "</svg>\n";
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Bytes of the well-formed UTF-8 character at the start of `text`, 0 when there is none (Unicode 15, table
// 3-7).
std::size_t character_length(std::string_view text) {
  const auto b0 = static_cast<unsigned char>(text[0]);
  if (b0 < 0x80) return 1;
  const std::size_t n = b0 >= 0xC2 && b0 <= 0xDF   ? 2
                        : (b0 & 0xF0) == 0xE0      ? 3
                        : b0 >= 0xF0 && b0 <= 0xF4 ? 4
                                                   : 0;
  if (n == 0 || text.size() < n) return 0;
  if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(n), is_continuation))
    return 0;
  const auto b1 = static_cast<unsigned char>(text[1]);
  const bool bad = (b0 == 0xE0 && b1 < 0xA0) || (b0 == 0xED && b1 > 0x9F) || (b0 == 0xF0 && b1 < 0x90) ||
                   (b0 == 0xF4 && b1 > 0x8F);
  return bad ? 0 : n;
}

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::size_t n = character_length(text);
    const auto first = static_cast<unsigned char>(text[0]);
    // C0 and C1 controls and DEL are no characters of an HTML document.
    const bool control = (n == 1 && (first < 0x20 || first == 0x7F) && first != '\n' && first != '\t') ||
                         (n == 2 && first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0);
    const std::string_view entity = n == 1 ? entity_of(text[0]) : std::string_view{};
    if (n == 0 || control) {
      out += kReplacement;
    } else {
      out += entity.empty() ? text.substr(0, n) : entity;
    }
    text.remove_prefix(std::max<std::size_t>(n, 1));
  }
  return out;
}

std::string free_text(std::string_view text) { return escape_html(mask_personal(text)); }

std::string time_text(Instant at) {
  std::string text = to_string(at + kBeijingOffset);  // 2026-11-23T09:42:16Z
  text[10] = ' ';
  text.pop_back();
  return text;
}

std::string time_text(Instant at, Day today) {
  const std::string whole = time_text(at);
  return day_of(at) == today ? whole.substr(11) : whole;
}

std::string position_text(LonLat at) { return fmt::format("{:.5f} E {:.5f} N", at.lon(), at.lat()); }

std::string age_text(std::int64_t seconds, bool english) {
  if (seconds < 60) return english ? "just now" : "刚刚";
  if (seconds < 3600) return fmt::format("{}{}", seconds / 60, english ? " min ago" : " 分钟前");
  return fmt::format("{}{}", seconds / 3600, english ? " h ago" : " 小时前");
}

std::string money_text(Fen fen, bool english) { return english ? format_yuan_en(fen) : format_money(fen); }

std::string_view sector_name(Sector sector, bool english) { return english ? code(sector) : name_zh(sector); }

std::string_view state_name(const Incident& incident, bool english) {
  if (incident.state == IncidentState::Reported && !incident.claimed_by.empty())
    return english ? "claimed" : "已认领";
  return english ? name_en(incident.state) : name_zh(incident.state);
}

std::string unit_name(const Pack& pack, const std::string& supervising_unit, bool english) {
  for (const SupervisingUnit& unit : pack.supervising_units) {
    if (unit.code == supervising_unit) return english ? unit.name_en : unit.name;
  }
  return supervising_unit.empty() ? std::string(english ? "unknown" : kNotKnown) : supervising_unit;
}

std::string marks_text(const PageHead& head) {
  std::string out;
  if (head.simulated) out += head.english ? "SIMULATED DATA 模拟数据 · " : "模拟数据 · ";
  if (head.exercise) out += head.english ? "DRILL 演练 · " : "演练 DRILL · ";
  return out + (head.english ? "internal use" : "内部使用");
}

HtmlTable::HtmlTable(const PageHead& head, const std::string& caption,
                     const std::vector<std::string>& columns)
    : columns_(columns.size()) {
  html_ = fmt::format("<table>\n<thead>\n<tr class=\"mark\"><th colspan=\"{}\">{} · {} · {}</th></tr>\n<tr>",
                      columns_, escape_html(caption), escape_html(marks_text(head)), time_text(head.now));
  for (const std::string& column : columns) html_ += "<th scope=\"col\">" + escape_html(column) + "</th>";
  html_ += "</tr>\n</thead>\n<tbody>\n";
}

void HtmlTable::row(const std::vector<std::string>& cells, std::string_view css_class) {
  html_ += css_class.empty() ? "<tr>" : fmt::format("<tr class=\"{}\">", css_class);
  for (const std::string& cell : cells) html_ += "<td>" + cell + "</td>";
  html_ += "</tr>\n";
  ++rows_;
}

std::string HtmlTable::finish(std::string_view none) {
  if (rows_ == 0) html_ += fmt::format("<tr><td colspan=\"{}\">{}</td></tr>\n", columns_, escape_html(none));
  return html_ + "</tbody>\n</table>\n";
}

std::string html_page(const PageHead& head, bool landscape, std::string_view body) {
  const std::string title = escape_html(head.title), marks = escape_html(marks_text(head));
  const auto say = [&](const char* zh, const char* en) { return head.english ? en : zh; };
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta "
      "charset=\"utf-8\">\n<title>{}{}</title>\n<style>{}@page{{size:A4 "
      "{};margin:11mm}}\n</style>\n</head>\n<body>\n",
      head.english ? "en" : "zh-CN", head.exercise ? say("[演练] ", "[DRILL] ") : "", title, kStyle,
      landscape ? "landscape" : "portrait");
  if (head.exercise) out += watermark();
  out += fmt::format("<header>\n<h1>{}</h1>\n<p><span class=\"marks\">{}</span></p>\n", title, marks);
  out += fmt::format("<p>{} {} UTC+8 · {} {} · {} {} · {}</p>\n</header>\n<main>\n", say("截至", "As of"),
                     time_text(head.now), say("来源", "Source"), escape_html(head.source),
                     say("日志记录", "journal record"), head.revision,
                     say("坐标 CGCS2000（EPSG:4490）", "Positions CGCS2000 (EPSG:4490)"));
  out += body;
  out += fmt::format("</main>\n<footer><p>{} · {} UTC+8 · {}</p></footer>\n</body>\n</html>\n", marks,
                     time_text(head.now), escape_html(head.source));
  return out;
}

Status write_html(const std::filesystem::path& out, std::string_view html) {
  auto pending = PendingFile::beside(out);
  if (!pending) return std::unexpected(pending.error());
  std::ofstream file(pending->path(), std::ios::binary);
  file.write(html.data(), static_cast<std::streamsize>(html.size()));
  file.close();
  if (!file) {
    return fail(ErrorCode::BadInput, "无法写入 " + out.string() + "。", "Cannot write " + out.string() + ".");
  }
  return pending->publish();
}

}  // namespace anxin
