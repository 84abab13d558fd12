#include "data/ingest/geojson_crs.hpp"

namespace anxin {
namespace {

constexpr std::size_t kLongestKey = 16, kLongestValue = 4096;

}  // namespace

void CrsMembers::feed(std::string_view piece) {
  for (const char c : piece) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!in_string_ && blank) continue;
    if (recording_ > 0 && value_.size() < kLongestValue) value_ += c;
    if (!in_string_) {
      mark(c);
    } else if (escaped_) {
      escaped_ = false;
    } else if (c == '"') {
      in_string_ = false;
    } else {
      escaped_ = c == '\\';
      if (text_.size() <= kLongestKey) text_ += c;
    }
  }
}

void CrsMembers::mark(char c) {
  const bool awaited = awaits_, of_properties = of_properties_;
  awaits_ = of_properties_ = false;
  if (c == '"') {
    in_string_ = true;
    text_.clear();
  } else if (c == ':') {  // outside of strings only behind a key
    awaits_ = recording_ == 0 && text_ == "crs" && !in_properties_.empty() && !in_properties_.back();
    of_properties_ = text_ == "properties";
  } else if (c == '{' || c == '[') {
    in_properties_.push_back(of_properties || (!in_properties_.empty() && in_properties_.back()));
    if (c == '[' || !awaited) return;
    recording_ = in_properties_.size();
    value_ = c;
  } else if (c == '}' || c == ']') {
    close();
  }
}

void CrsMembers::close() {
  if (recording_ > 0 && recording_ == in_properties_.size()) {
    if (!any_) first_ = value_;
    differ_ = differ_ || value_ != first_;
    any_ = true;
    stated_ = stated_ || recording_ == 2;
    recording_ = 0;
  }
  if (!in_properties_.empty()) in_properties_.pop_back();
}

}  // namespace anxin
