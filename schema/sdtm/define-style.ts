import { DATASET_HEADS, DEFINE_CSS, TERM_HEADS, VALUE_HEADS, VARIABLE_HEADS } from './define-look.ts';

const heads = (names: readonly string[]) =>
  `<thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>`;
const open = (label: string) =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>`;

/** Type, length, terms, origin of the ItemDef that is the context; then what the ItemRef in $ref says of method and comment. */
const ABOUT = `
  <td><xsl:value-of select="@DataType"/></td>
  <td class="number"><xsl:choose><xsl:when test="@def:DisplayFormat"><xsl:value-of select="@def:DisplayFormat"/></xsl:when>
    <xsl:when test="@SignificantDigits"><xsl:value-of select="concat(@Length, '.', @SignificantDigits)"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="@Length"/></xsl:otherwise></xsl:choose></td>
  <td><xsl:for-each select="odm:CodeListRef"><a href="#{@CodeListOID}"><xsl:value-of select="substring-after(@CodeListOID, 'CL.')"/></a><xsl:text> </xsl:text></xsl:for-each>
    <xsl:for-each select="def:ValueListRef"><a href="#{@ValueListOID}">value level</a></xsl:for-each></td>
  <td><xsl:value-of select="def:Origin/@Type"/><xsl:if test="def:Origin/@Source"> (<xsl:value-of select="def:Origin/@Source"/>)</xsl:if>
    <xsl:if test="def:Origin/odm:Description"><xsl:text> </xsl:text><xsl:value-of select="normalize-space(def:Origin/odm:Description)"/></xsl:if></td>`;
const SAID = `<td><xsl:for-each select="key('method', $ref/@MethodOID)"><p><xsl:value-of select="normalize-space(odm:Description)"/></p></xsl:for-each>
  <xsl:for-each select="key('comment', @def:CommentOID)"><p><xsl:value-of select="normalize-space(odm:Description)"/></p></xsl:for-each></td>`;

/**
 * The style sheet that shows define.xml in a browser: XSLT 1.0, ours.
 *
 * It makes what `writeDefinePage` writes. Browsers show it of a file that a server sends; of a local file most refuse to read a style sheet, and
 * newer ones no longer transform XML at all: the page lies beside it for them.
 */
export const DEFINE_XSL = `<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:odm="http://www.cdisc.org/ns/odm/v1.3" xmlns:def="http://www.cdisc.org/ns/def/v2.1" xmlns:xlink="http://www.w3.org/1999/xlink" exclude-result-prefixes="odm def xlink">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>
<xsl:key name="item" match="odm:ItemDef" use="@OID"/>
<xsl:key name="method" match="odm:MethodDef" use="@OID"/>
<xsl:key name="comment" match="def:CommentDef" use="@OID"/>
<xsl:key name="where" match="def:WhereClauseDef" use="@OID"/>
<xsl:variable name="version" select="/odm:ODM/odm:Study/odm:MetaDataVersion"/>
<xsl:variable name="ig" select="$version/def:Standards/def:Standard[@Type='IG']"/>
<xsl:variable name="ct" select="$version/def:Standards/def:Standard[@Type='CT']"/>
<xsl:variable name="title" select="concat(/odm:ODM/odm:Study/odm:GlobalVariables/odm:StudyName, ': ', $ig/@Name, ' ', $ig/@Version, ' datasets')"/>
<xsl:template match="/">
<html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1"/><title><xsl:value-of select="$title"/></title><style>${DEFINE_CSS.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</style></head>
<body><a class="skip" href="#datasets">Skip to the datasets</a><div class="frame">
<nav aria-label="Contents"><h2>Datasets</h2><ul><xsl:for-each select="$version/odm:ItemGroupDef"><li><a href="#{@OID}"><xsl:value-of select="@Name"/></a></li></xsl:for-each></ul>
<xsl:if test="$version/def:ValueListDef"><h2>Value level</h2><ul><xsl:for-each select="$version/def:ValueListDef"><li><a href="#{@OID}"><xsl:value-of select="substring-after(@OID, 'VL.')"/></a></li></xsl:for-each></ul></xsl:if>
<h2>More</h2><ul><li><a href="#codelists">Code lists</a></li><li><a href="#methods">Methods</a></li><li><a href="#comments">Comments</a></li></ul></nav>
<main><header><h1><xsl:value-of select="$title"/></h1><p><xsl:value-of select="/odm:ODM/odm:Study/odm:GlobalVariables/odm:StudyDescription"/></p>
<p>Standards: <xsl:value-of select="concat($ig/@Name, ' ', $ig/@Version)"/>; CDISC SDTM Controlled Terminology <xsl:value-of select="$ct/@Version"/>. Define-XML 2.1. Data as of <xsl:value-of select="/odm:ODM/@CreationDateTime"/>.</p>
<xsl:for-each select="$version/def:leaf"><p><a href="{@xlink:href}"><xsl:value-of select="def:title"/></a></p></xsl:for-each></header>
<section id="datasets"><h2>Datasets</h2>${open('Datasets')}${heads(DATASET_HEADS)}<tbody>
<xsl:for-each select="$version/odm:ItemGroupDef"><tr><th scope="row"><a href="#{@OID}"><xsl:value-of select="@Name"/></a></th>
<td><xsl:value-of select="normalize-space(odm:Description)"/></td><td><xsl:value-of select="def:Class/@Name"/></td><td><xsl:value-of select="@def:Structure"/></td><td><xsl:value-of select="@Purpose"/></td>
<td><xsl:for-each select="odm:ItemRef[@KeySequence]"><xsl:sort select="@KeySequence" data-type="number"/><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="key('item', @ItemOID)/@Name"/></xsl:for-each></td>
<td><xsl:for-each select="key('comment', @def:CommentOID)"><p><xsl:value-of select="normalize-space(odm:Description)"/></p></xsl:for-each></td>
<td><xsl:choose><xsl:when test="def:leaf"><a href="{def:leaf/@xlink:href}"><xsl:value-of select="def:leaf/@xlink:href"/></a></xsl:when><xsl:otherwise>No data</xsl:otherwise></xsl:choose></td></tr></xsl:for-each>
</tbody></table></div></section>
<xsl:for-each select="$version/odm:ItemGroupDef"><section id="{@OID}"><h2><xsl:value-of select="concat(@Name, ', ', normalize-space(odm:Description))"/></h2>${open('{@Name}')}${heads(VARIABLE_HEADS)}<tbody>
<xsl:for-each select="odm:ItemRef"><xsl:variable name="ref" select="."/><xsl:for-each select="key('item', @ItemOID)"><tr id="{@OID}"><th scope="row"><xsl:value-of select="@Name"/></th><td><xsl:value-of select="normalize-space(odm:Description)"/></td>
<td class="number"><xsl:value-of select="$ref/@KeySequence"/></td>${ABOUT}<td><xsl:value-of select="$ref/@Role"/></td>${SAID}</tr></xsl:for-each></xsl:for-each>
</tbody></table></div></section></xsl:for-each>
<xsl:for-each select="$version/def:ValueListDef"><xsl:variable name="of" select="substring-after(@OID, 'VL.')"/><section id="{@OID}"><h2>Value level of <xsl:value-of select="$of"/></h2>${open('Value level of {$of}')}${heads(VALUE_HEADS)}<tbody>
<xsl:for-each select="odm:ItemRef"><xsl:variable name="ref" select="."/><xsl:for-each select="key('item', @ItemOID)"><tr id="{@OID}"><th scope="row"><xsl:value-of select="substring-after($of, '.')"/></th>
<td><xsl:for-each select="key('where', $ref/def:WhereClauseRef/@WhereClauseOID)/odm:RangeCheck"><xsl:if test="position() &gt; 1"> and </xsl:if><xsl:value-of select="concat(key('item', @def:ItemOID)/@Name, ' ', @Comparator, ' ')"/><xsl:for-each select="odm:CheckValue"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="."/></xsl:for-each></xsl:for-each></td>
<td><xsl:value-of select="normalize-space(odm:Description)"/></td>${ABOUT}${SAID}</tr></xsl:for-each></xsl:for-each>
</tbody></table></div></section></xsl:for-each>
<section id="codelists"><h2>Code lists</h2><xsl:for-each select="$version/odm:CodeList"><h3 id="{@OID}"><xsl:value-of select="@Name"/><xsl:if test="odm:Alias"> (<xsl:value-of select="odm:Alias/@Name"/>)</xsl:if></h3>${open('{@Name}')}${heads(TERM_HEADS)}<tbody>
<xsl:for-each select="odm:CodeListItem | odm:EnumeratedItem"><tr><th scope="row"><xsl:value-of select="@CodedValue"/></th><td><xsl:value-of select="normalize-space(odm:Decode)"/></td><td><xsl:value-of select="odm:Alias/@Name"/><xsl:if test="@def:ExtendedValue">extended</xsl:if></td></tr></xsl:for-each>
</tbody></table></div></xsl:for-each></section>
<section id="methods"><h2>Methods</h2><xsl:if test="$version/odm:MethodDef">${open('Methods')}${heads(['Name', 'Text'])}<tbody><xsl:for-each select="$version/odm:MethodDef"><tr id="{@OID}"><th scope="row"><xsl:value-of select="@Name"/></th><td><xsl:value-of select="normalize-space(odm:Description)"/></td></tr></xsl:for-each></tbody></table></div></xsl:if><xsl:if test="not($version/odm:MethodDef)"><p class="note">None.</p></xsl:if></section>
<section id="comments"><h2>Comments</h2><xsl:if test="$version/def:CommentDef">${open('Comments')}${heads(['Name', 'Text'])}<tbody><xsl:for-each select="$version/def:CommentDef"><tr id="{@OID}"><th scope="row"><xsl:value-of select="@OID"/></th><td><xsl:value-of select="normalize-space(odm:Description)"/></td></tr></xsl:for-each></tbody></table></div></xsl:if><xsl:if test="not($version/def:CommentDef)"><p class="note">None.</p></xsl:if></section>
</main></div></body></html>
</xsl:template>
</xsl:stylesheet>
`;
