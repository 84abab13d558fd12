#include "data/ingest/xml.hpp"

#include <expat.h>
#include <fmt/format.h>

#include "data/ingest/archive.hpp"

namespace anxin {

std::string_view local(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view Attributes::operator[](std::string_view name) const {
  for (const char* const* p = pairs_; *p; p += 2)
    if (*p == name) return p[1];
  return {};
}

std::string_view Attributes::by_local(std::string_view name) const {
  for (const char* const* p = pairs_; *p; p += 2)
    if (local(*p) == name) return p[1];
  return {};
}

bool Attributes::has(std::string_view name) const {
  for (const char* const* p = pairs_; *p; p += 2)
    if (*p == name) return true;
  return false;
}

struct XmlReader::Inside {
  std::string part;
  XmlHandlers handlers;
  XML_Parser parser = nullptr;
  int depth = 0;
  bool enough = false, doctype = false, deep = false, broken = false;

  static Inside& of(void* self) { return *static_cast<Inside*>(self); }
  static void on_start(void* self, const XML_Char* name, const XML_Char** pairs) {
    Inside& in = of(self);
    constexpr int kDeepest = 200;
    if (++in.depth > kDeepest) {
      in.deep = true;
      XML_StopParser(in.parser, XML_FALSE);
      return;
    }
    if (!in.enough && in.handlers.start) in.handlers.start(name, Attributes(pairs));
  }
  static void on_end(void* self, const XML_Char* name) {
    Inside& in = of(self);
    --in.depth;
    if (!in.enough && in.handlers.end) in.handlers.end(name);
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    Inside& in = of(self);
    if (!in.enough && in.handlers.text) in.handlers.text({text, static_cast<std::size_t>(length)});
  }
  static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    Inside& in = of(self);
    in.doctype = true;
    XML_StopParser(in.parser, XML_FALSE);
  }
};

XmlReader::XmlReader(std::string part, XmlHandlers handlers) : inside_(std::make_unique<Inside>()) {
  inside_->part = std::move(part);
  inside_->handlers = std::move(handlers);
  inside_->parser = XML_ParserCreate(nullptr);
  XML_SetUserData(inside_->parser, inside_.get());
  XML_SetElementHandler(inside_->parser, Inside::on_start, Inside::on_end);
  XML_SetCharacterDataHandler(inside_->parser, Inside::on_text);
  XML_SetStartDoctypeDeclHandler(inside_->parser, Inside::on_doctype);
}

XmlReader::~XmlReader() { XML_ParserFree(inside_->parser); }

void XmlReader::stop() {
  inside_->enough = true;
  XML_StopParser(inside_->parser, XML_FALSE);
}

bool XmlReader::feed(std::string_view piece) {
  Inside& in = *inside_;
  if (in.enough || in.broken || in.doctype || in.deep) return false;
  in.broken = XML_Parse(in.parser, piece.data(), static_cast<int>(piece.size()), 0) != XML_STATUS_OK;
  return !in.enough && !in.broken;
}

Status XmlReader::finish() {
  Inside& in = *inside_;
  if (in.enough) return {};
  if (!in.broken && !in.doctype && !in.deep) in.broken = XML_Parse(in.parser, nullptr, 0, 1) != XML_STATUS_OK;
  if (in.enough) return {};
  if (in.doctype) return std::unexpected(doctype_error(in.part));
  if (!in.broken && !in.deep) return {};
  return fail(
      ErrorCode::BadInput, fmt::format("文件的内部部件“{}”不是完好的 XML，文件可能已损坏。", in.part),
      fmt::format("The part \"{}\" inside the file is not sound XML; the file may be damaged.", in.part));
}

}  // namespace anxin
