#!/usr/bin/env python3
"""Makes the files of other programs that tests/ingest and tests/cli import, good and hostile, into FOLDER.

    foreign_files.py FOLDER [PORT]

Workbooks by zipfile, layers by ogr2ogr: clients that are not ours. PORT is what the XML of an attacker asks for.
"""
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

HEAD = ['项目编号', '项目名称', '监管单位', '经度', '纬度', '行业', '开工日期', '合同价款(万元)']
FIRST = ['P-1', '金盏再生水厂改造', '朝阳区', 116.572, 40.008, '水务']
SECOND = ['P-2', '中关村科研楼', '海淀区', 116.316, 39.984, '房建']


def column(index):
    name, index = '', index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def raw(xml):
    return ('raw', xml)


def day(serial, style=1):
    return raw(f'<c r="@" s="{style}"><v>{serial}</v></c>')


def cell(value, row, index):
    where = f'{column(index)}{row}'
    if value is None:
        return ''
    if isinstance(value, tuple):
        return value[1].replace('@', where)
    if isinstance(value, (int, float)):
        return f'<c r="{where}"><v>{value!r}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def rows_xml(rows):
    return ''.join(f'<row r="{n}">' + ''.join(cell(v, n, i) for i, v in enumerate(row)) + '</row>'
                   for n, row in enumerate(rows, 1))


def workbook(path, sheets, merged=(), epoch='', prolog='', sheet_xml=None, extra=()):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('_rels/.rels', f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
                   'Target="xl/workbook.xml"/></Relationships>')
        z.writestr('xl/workbook.xml', f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {epoch}/><sheets>' +
                   ''.join(f'<sheet name="{name}" sheetId="{i + 1}" r:id="s{i}"/>' for i, name in enumerate(sheets)) +
                   '</sheets></workbook>')
        z.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{PACKAGE}">' +
                   ''.join(f'<Relationship Id="s{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                           for i, _ in enumerate(sheets)) +
                   f'<Relationship Id="st" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>')
        z.writestr('xl/styles.xml', f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" '
                   'formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/>'
                   '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>')
        for i, rows in enumerate(sheets.values()):
            areas = ''.join(f'<mergeCell ref="{area}"/>' for area in merged)
            body = sheet_xml or (f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{rows_xml(rows)}</sheetData>'
                                 f'<mergeCells>{areas}</mergeCells></worksheet>')
            z.writestr(f'xl/worksheets/sheet{i}.xml', body)
        for name, data in extra:
            z.writestr(name, data)


def table(*more, contract=4300.5):
    return [['在建工程台账（示例）'], ['填报单位：某科'], [], HEAD, FIRST + [day(43164), contract],
            SECOND + [day(43164, 2), 1200], *more]


def ogr(*words):
    subprocess.run(['ogr2ogr', *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def layers(at):
    with open(at('in.csv'), 'w', encoding='utf-8') as out:
        out.write('项目编号,项目名称,监管单位,lon,lat,行业,开工日期\n')
        for row in (FIRST, SECOND):
            out.write(','.join(str(v) for v in row) + ',2018-03-05\n')
    where = ['-oo', 'X_POSSIBLE_NAMES=lon', '-oo', 'Y_POSSIBLE_NAMES=lat', '-oo', 'KEEP_GEOM_COLUMNS=NO',
             '-oo', 'AUTODETECT_TYPE=YES']
    stated, metres = ['-a_srs', 'EPSG:4490'], ['-s_srs', 'EPSG:4490', '-t_srs', 'EPSG:4548']
    ogr('-f', 'GPKG', at('degrees.gpkg'), at('in.csv'), *where, *stated)
    ogr('-f', 'GPKG', at('metres.gpkg'), at('in.csv'), *where, *metres)
    ogr('-f', 'ESRI Shapefile', at('utf8.shp'), at('in.csv'), *where, *stated, '-lco', 'ENCODING=UTF-8')
    ogr('-f', 'ESRI Shapefile', at('gbk.shp'), at('in.csv'), *where, *metres, '-lco', 'ENCODING=GBK')
    ogr('-f', 'OpenFileGDB', at('city.gdb'), at('in.csv'), *where, *stated)
    ogr('-f', 'LIBKML', at('city.kml'), at('in.csv'), *where[:-2], *stated)  # its writer loses typed dates
    ogr('-f', 'ODS', at('gdal.ods'), at('in.csv'), '-oo', 'AUTODETECT_TYPE=YES')
    ogr('-f', 'XLSX', at('gdal.xlsx'), at('in.csv'), '-oo', 'AUTODETECT_TYPE=YES')
    with zipfile.ZipFile(at('gbk.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        for part in ('shp', 'shx', 'dbf', 'prj'):
            z.write(at(f'gbk.{part}'), f'工地/项目.{part}')
    with zipfile.ZipFile(at('city.gdb.zip'), 'w') as z:
        for name in os.listdir(at('city.gdb')):
            z.write(os.path.join(at('city.gdb'), name), f'city.gdb/{name}')
    # Without its .cpg the encoding must be found in the bytes; the driver's own mark (LDID) is not asked.
    for part in ('shp', 'shx', 'dbf', 'prj'):
        shutil.copy(at(f'gbk.{part}'), at(f'unsaid.{part}'))


def good(at):
    workbook(at('good.xlsx'), {'说明': [['请填写第二张表']], '台账': table()}, merged=['A1:H1', 'A2:H2'])
    days_of_1904 = [day(43164 - 1462), 4300.5], [day(43164 - 1462, 2), 1200]
    workbook(at('1904.xlsx'), {'台账': [HEAD, FIRST + days_of_1904[0], SECOND + days_of_1904[1]]}, epoch='date1904="1"')
    workbook(at('serial.xlsx'), {'台账': [HEAD, FIRST + [43164, 4300.5], SECOND + [43164, 1200]]})


def several(at):
    """Files that offer a choice: sheets, layers, datasets of an archive; one whose best sheet is refused."""
    projects, firms = table(), [['统一社会信用代码', '企业名称'], ['91110105MA00ABCD1X', '某建筑公司']]
    second = [HEAD, ['P-3'] + SECOND[1:] + [day(43164), 1]]
    workbook(at('sheets.xlsx'), {'说明': [['见后两张']], '在建': projects, '停工': second, '企业': firms})
    workbook(at('half-good.xlsx'), {'在建': table(contract=raw('<c r="@"><f>1+1</f></c>')), '停工': second})
    ogr('-f', 'ODS', at('sheets.ods'), at('in.csv'), '-nln', '在建', '-oo', 'AUTODETECT_TYPE=YES')
    ogr('-f', 'ODS', '-update', at('sheets.ods'), at('in.csv'), '-nln', '停工', '-where', '"项目编号"=\'P-2\'')
    shutil.copy(at('degrees.gpkg'), at('layers.gpkg'))
    ogr('-f', 'GPKG', '-update', at('layers.gpkg'), at('degrees.gpkg'), '-nln', '停工', '-where', '"项目编号"=\'P-2\'')
    with zipfile.ZipFile(at('datasets.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        for part in ('shp', 'shx', 'dbf', 'prj'):
            z.write(at(f'gbk.{part}'), f'工地/在建.{part}')
            z.write(at(f'gbk.{part}'), f'工地/停工.{part}')
        for name in os.listdir(at('city.gdb')):
            z.write(os.path.join(at('city.gdb'), name), f'库.gdb/{name}')


def zip64(source, path):
    """The same archive as programs write it that use ZIP64 for whatever size: every size and place in extra fields."""
    data = open(source, 'rb').read()
    end = data.rindex(b'PK\x05\x06')
    count, size, start = struct.unpack('<HII', data[end + 10:end + 20])
    central, at = b'', start
    for _ in range(count):
        head = bytearray(data[at:at + 46])
        names, extras, comments = struct.unpack('<HHH', head[28:34])
        packed, plain, local = struct.unpack('<II', head[20:28]) + struct.unpack('<I', head[42:46])
        head[20:28], head[42:46] = b'\xff' * 8, b'\xff' * 4
        field = struct.pack('<HHQQQ', 1, 24, plain, packed, local)
        head[30:32] = struct.pack('<H', extras + len(field))
        central += bytes(head) + data[at + 46:at + 46 + names + extras] + field
        at += 46 + names + extras + comments
    where = start + len(central)
    end64 = struct.pack('<4sQHHIIQQQQ', b'PK\x06\x06', 44, 45, 45, 0, 0, count, count, len(central), start)
    locator = struct.pack('<4sIQI', b'PK\x06\x07', 0, where, 1)
    plain_end = struct.pack('<4sHHHHIIH', b'PK\x05\x06', 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    open(path, 'wb').write(data[:start] + central + end64 + locator + plain_end)


def zip64_files(at):
    zip64(at('good.xlsx'), at('zip64.xlsx'))
    whole = open(at('zip64.xlsx'), 'rb').read()
    field = whole.index(struct.pack('<HH', 1, 24), whole.index(b'PK\x01\x02'))
    vast = bytearray(whole)  # its first entry says 2^63 bytes
    vast[field + 4:field + 12] = struct.pack('<Q', 1 << 63)
    open(at('vast.xlsx'), 'wb').write(vast)
    far = bytearray(whole)  # ... or lies at 2^64 - 1
    far[field + 20:field + 28] = b'\xff' * 8
    open(at('far.xlsx'), 'wb').write(far)


def geojson(path, top='', features=('', '')):
    where = ((116.572, 40.008), (116.316, 39.984))
    body = ','.join(
        f'{{"type":"Feature",{crs}"properties":{{"项目编号":"P-{i + 1}","项目名称":"{row[1]}","监管单位":"{row[2]}",'
        f'"行业":"{row[5]}","开工日期":"2018-03-05","crs":{{"type":"{i}"}}}},'
        f'"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}'
        for i, (row, crs, (x, y)) in enumerate(zip((FIRST, SECOND), features, where)))
    open(path, 'w', encoding='utf-8').write(f'{{"type":"FeatureCollection",{top}"features":[{body}]}}')


def crs_files(at):
    def crs(code, blank=''):
        return f'"crs":{blank}{{"type":{blank}"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{code}"}}}},'
    geojson(at('one-crs.geojson'), crs(4490))
    geojson(at('same-crs.geojson'), crs(4490), (crs(4490, ' '), crs(4490)))
    geojson(at('two-crs.geojson'), crs(4490) + crs(4548))
    geojson(at('feature-crs.geojson'), crs(4490), ('', crs(4548)))


def overlapping(path):
    """One local entry that a hundred directory entries share."""
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('aa.shp', b'0' * 1_000_000)
    data = open(path, 'rb').read()
    start = data.index(b'PK\x01\x02')
    end = data.index(b'PK\x05\x06')
    central = data[start:end]
    with open(path, 'wb') as out:
        out.write(data[:start] + central * 100 +
                  struct.pack('<4sHHHHIIH', b'PK\x05\x06', 0, 0, 100, 100, len(central) * 100, start, 0))


def mixed(at):
    shutil.copy(at('degrees.gpkg'), at('mixed.gpkg'))
    db = sqlite3.connect(at('mixed.gpkg'))
    for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        db.execute(f'drop trigger "{name}"')
    for fid, geom in db.execute('select fid, geom from "in" where fid = 2').fetchall():
        db.execute('update "in" set geom = ? where fid = ?', (geom[:4] + struct.pack('<i', 4548) + geom[8:], fid))
    db.commit()
    db.close()


def hostile(at, port):
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/x">]>'
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + ''.join(
        f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip('abcdefgh', 'bcdefghi')) + ']>'
    kml = '<kml><Document><Placemark><name>&{};</name></Placemark></Document></kml>'
    big = b' ' * (64 << 20)
    workbook(at('bomb.xlsx'), {'台账': []}, sheet_xml=b'<worksheet>' + big + b'</worksheet>')
    with zipfile.ZipFile(at('inner.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('a.shp', big)
    with zipfile.ZipFile(at('nested.zip'), 'w', zipfile.ZIP_DEFLATED) as z:
        z.write(at('inner.zip'), 'a.shp')
    overlapping(at('overlap.zip'))
    # The directory says three bytes; sixty-four megabytes come out.
    lying = open(at('bomb.xlsx'), 'rb').read().replace(struct.pack('<I', len(big) + 23), struct.pack('<I', 3))
    open(at('lying.xlsx'), 'wb').write(lying)
    workbook(at('xxe.xlsx'), {'台账': table()}, prolog=doctype)
    workbook(at('laughs.xlsx'), {'台账': table()}, prolog=laughs)
    utf16 = f'<?xml version="1.0" encoding="UTF-16"?>{doctype}<worksheet/>'.encode('utf-16')
    workbook(at('xxe16.xlsx'), {'台账': []}, sheet_xml=utf16)
    open(at('xxe.kml'), 'w').write(doctype + kml.format('e'))
    open(at('laughs.kml'), 'w').write(laughs + kml.format('i'))
    wide = ''.join(f'<c><v>{i}</v></c>' for i in range(1_000_000))
    workbook(at('columns.xlsx'), {'台账': []},
             sheet_xml=f'<worksheet xmlns="{MAIN}"><sheetData><row>{wide}</row></sheetData></worksheet>')
    with zipfile.ZipFile(at('columns.ods'), 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('content.xml', '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table '
                   'table:name="a"><table:table-row table:number-rows-repeated="1000000"><table:table-cell '
                   'table:number-columns-repeated="1000000" office:value-type="string"><text:p>x</text:p>'
                   '</table:table-cell></table:table-row></table:table></office:document-content>')
    workbook(at('duplicate.xlsx'), {'台账': [HEAD + ['项目名称'], FIRST]})
    workbook(at('formula.xlsx'), {'台账': table(contract=raw('<c r="@"><f>1+1</f></c>'))})
    workbook(at('error.xlsx'), {'台账': table(contract=raw('<c r="@" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))})
    workbook(at('merged.xlsx'), {'台账': table()}, merged=['A1:H1', 'C5:C6'])
    workbook(at('scientific.xlsx'), {'台账': table([1.1010520180305e17] + SECOND[1:] + [None, 1])})
    workbook(at('nothing.xlsx'), {'台账': []})
    open(at('password.xlsx'), 'wb').write(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600))
    good_bytes = open(at('good.xlsx'), 'rb').read()
    open(at('cut.xlsx'), 'wb').write(good_bytes[:len(good_bytes) // 2])
    encrypted = bytearray(good_bytes)
    for match in re.finditer(b'PK\x01\x02', good_bytes):
        encrypted[match.start() + 8] |= 1
    open(at('encrypted.xlsx'), 'wb').write(encrypted)
    with zipfile.ZipFile(at('climbing.zip'), 'w') as z:
        z.writestr('../../etc/a.shp', 'x')
    with zipfile.ZipFile(at('two.zip'), 'w') as z:
        z.writestr('a.shp', 'x')
        z.writestr('b.shp', 'x')
    with zipfile.ZipFile(at('headless.zip'), 'w') as z:
        z.write(at('gbk.dbf'), 'a.dbf')
        z.write(at('gbk.shx'), 'a.shx')
    shutil.copy(at('gbk.shp'), at('half.shp'))
    mixed(at)


def main():
    folder, port = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else '1'

    def at(name):
        return os.path.join(folder, name)

    good(at)
    layers(at)
    several(at)
    zip64_files(at)
    crs_files(at)
    hostile(at, port)


if __name__ == '__main__':
    main()
