// Rows as a workbook (ECMA-376): the table on the first sheet with its head frozen, the notes on the second.
// Text stands in the cells themselves (inline strings), so that rows can be written as they come.
#include <fmt/format.h>

#include <cassert>
#include <cmath>

#include "geo/io/csv_out.hpp"
#include "geo/io/ogr_geometry.hpp"
#include "geo/io/writers.hpp"
#include "geo/io/zip_out.hpp"

namespace anxin {
namespace {

constexpr std::size_t kMostRows = 1'048'576;  // of a sheet, the head among them
constexpr std::size_t kMostBytes = 32'767;    // of a cell; the limit counts characters, so never too many

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view kSheetType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

// Markup as text; what XML 1.0 has no place for is left out.
void append_xml(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
}

void append_text_cell(std::string& out, std::string_view text, bool head) {
  while (text.size() > kMostBytes) {
    text = text.substr(0, kMostBytes);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.remove_suffix(1);
    if (!text.empty()) text.remove_suffix(1);
  }
  out += head ? "<c t=\"inlineStr\" s=\"1\"><is><t xml:space=\"preserve\">"
              : "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  append_xml(out, defused(text));
  out += "</t></is></c>";
}

class XlsxWriter final : public VectorWriter {
 public:
  XlsxWriter(PendingFile file, const OutLayer& layer)
      : target_(file.target().filename().string()), out_(std::move(file)), layer_(layer) {}

  Status begin() {
    if (Status made = parts(); !made) return made;
    if (Status begun = out_.begin("xl/worksheets/sheet1.xml"); !begun) return begun;
    line_ = fmt::format(
        "{}<worksheet xmlns=\"{}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" "
        "topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>",
        kXml, kMain);
    const std::size_t columns = layer_.fields.size() + (layer_.geometry == OutGeometry::Area ? 1 : 0);
    line_ += fmt::format("<col min=\"1\" max=\"{}\" width=\"16\" customWidth=\"1\"/></cols><sheetData><row>",
                         columns);
    for (const OutField& field : layer_.fields) append_text_cell(line_, field.name, true);
    if (layer_.geometry == OutGeometry::Area) append_text_cell(line_, "wkt", true);
    return end_row();
  }

  Status add(std::span<const OutValue> values, LonLat at) override {
    if (const auto p = from_cgcs2000(at, layer_.crs); !p) return std::unexpected(p.error());
    return add(values);
  }

  Status add(std::span<const OutValue> values, const MultiPolygon& area) override {
    const auto shape = to_ogr(area, layer_.crs);
    if (!shape) return std::unexpected(shape.error());
    take(values);
    OGRWktOptions options;
    options.precision = 15;
    append_text_cell(line_, shape->exportToWkt(options), false);
    return end_row();
  }

  Status add(std::span<const OutValue> values) override {
    take(values);
    return end_row();
  }

  Status finish() override {
    if (Status put = out_.put("</sheetData></worksheet>"); !put) return put;
    if (Status begun = out_.begin("xl/worksheets/sheet2.xml"); !begun) return begun;
    std::string notes = fmt::format(
        "{}<worksheet xmlns=\"{}\"><cols><col min=\"1\" max=\"1\" width=\"18\" customWidth=\"1\"/><col "
        "min=\"2\" "
        "max=\"2\" width=\"72\" customWidth=\"1\"/></cols><sheetData>",
        kXml, kMain);
    for (const auto& [key, value] : layer_.notes) {
      notes += "<row>";
      append_text_cell(notes, key, true);
      append_text_cell(notes, value, false);
      notes += "</row>";
    }
    notes += "</sheetData></worksheet>";
    if (Status put = out_.put(notes); !put) return put;
    return out_.publish();
  }

 private:
  Status part(std::string_view name, const std::string& text) {
    if (Status begun = out_.begin(name); !begun) return begun;
    return out_.put(text);
  }

  // All but the sheets.
  Status parts() {
    const auto type = [](std::string_view name, std::string_view what) {
      return fmt::format("<Override PartName=\"{}\" ContentType=\"{}\"/>", name, what);
    };
    const auto relation = [](int id, std::string_view what, std::string_view target) {
      return fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>", id, kRelations, what,
                         target);
    };
    const std::string office = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    if (Status s =
            part("[Content_Types].xml",
                 fmt::format("{}<Types xmlns=\"{}/content-types\"><Default Extension=\"rels\" "
                             "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                             "<Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}{}</Types>",
                             kXml, kPackage, type("/xl/workbook.xml", office + "sheet.main+xml"),
                             type("/xl/worksheets/sheet1.xml", kSheetType),
                             type("/xl/worksheets/sheet2.xml", kSheetType),
                             type("/xl/styles.xml", office + "styles+xml")));
        !s)
      return s;
    if (Status s = part("_rels/.rels",
                        fmt::format("{}<Relationships xmlns=\"{}/relationships\">{}</Relationships>", kXml,
                                    kPackage, relation(1, "officeDocument", "xl/workbook.xml")));
        !s)
      return s;
    std::string name;
    append_xml(name, layer_.name);
    if (Status s = part("xl/workbook.xml",
                        fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets><sheet name=\"{}\" "
                                    "sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"说明\" sheetId=\"2\" "
                                    "r:id=\"rId2\"/></sheets></workbook>",
                                    kXml, kMain, kRelations, name));
        !s)
      return s;
    if (Status s = part("xl/_rels/workbook.xml.rels",
                        fmt::format("{}<Relationships xmlns=\"{}/relationships\">{}{}{}</Relationships>",
                                    kXml, kPackage, relation(1, "worksheet", "worksheets/sheet1.xml"),
                                    relation(2, "worksheet", "worksheets/sheet2.xml"),
                                    relation(3, "styles", "styles.xml")));
        !s)
      return s;
    return part(
        "xl/styles.xml",
        fmt::format("{}<styleSheet xmlns=\"{}\"><fonts count=\"2\"><font><sz val=\"11\"/></font><font><b/>"
                    "<sz val=\"11\"/></font></fonts><fills count=\"2\"><fill><patternFill "
                    "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
                    "</fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/>"
                    "</cellStyleXfs><cellXfs count=\"2\"><xf/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs>"
                    "</styleSheet>",
                    kXml, kMain));
  }

  void take(std::span<const OutValue> values) {
    assert(values.size() == layer_.fields.size());
    line_ = "<row>";
    for (const OutValue& value : values) {
      if (const auto* text = std::get_if<std::string>(&value))
        append_text_cell(line_, *text, false);
      else if (const auto* whole = std::get_if<std::int64_t>(&value))
        line_ += fmt::format("<c><v>{}</v></c>", *whole);
      else if (const auto* real = std::get_if<double>(&value); real && std::isfinite(*real))
        line_ += fmt::format("<c><v>{}</v></c>", *real);
      else
        line_ += "<c/>";
    }
  }

  Status end_row() {
    if (++rows_ > kMostRows)
      return fail(ErrorCode::BadInput,
                  fmt::format("文件“{}”：一张工作表最多 {} 行，请改用 .csv 或 .gpkg。", target_, kMostRows),
                  fmt::format("The file \"{}\": a sheet has at most {} rows; use .csv or .gpkg.", target_,
                              kMostRows));
    line_ += "</row>";
    return out_.put(line_);
  }

  std::string target_;
  ZipOut out_;
  OutLayer layer_;
  std::string line_;
  std::size_t rows_ = 0;
};

}  // namespace

Result<std::unique_ptr<VectorWriter>> make_xlsx_writer(PendingFile file, const OutLayer& layer) {
  auto writer = std::make_unique<XlsxWriter>(std::move(file), layer);
  if (const Status begun = writer->begin(); !begun) return std::unexpected(begun.error());
  return writer;
}

}  // namespace anxin
