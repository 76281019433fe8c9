import Reporting
import Testing

@Suite struct `CSV output` {
  @Test func `fields are quoted only where they must be`() {
    var output = ""
    var writer = CSVWriter(columns: ["component", "value", "note"], to: &output)
    writer.append("orders")
    writer.append(3)
    writer.append("")
    writer.endRow(to: &output)
    writer.append("a,b")
    writer.append(Double?.none)
    writer.append("say \"no\"")
    writer.endRow(to: &output)
    writer.append("two\nlines")
    writer.append(0.1)
    writer.append("carriage\rreturn é")
    writer.endRow(to: &output)
    writer.append(2.0, decimals: 6)
    writer.append(1.0 / 3, decimals: 6)
    writer.append(Double?.none, decimals: 6)
    writer.endRow(to: &output)

    #expect(
      output == """
        component,value,note
        orders,3,
        "a,b",,"say ""no""\"
        "two
        lines",0.1,"carriage\rreturn é"
        2,0.333333,

        """)
  }

  @Test func `a row of one empty field is not a blank line`() {
    var output = ""
    var writer = CSVWriter(columns: ["x"], to: &output)
    writer.append("")
    writer.endRow(to: &output)
    #expect(output == "x\n\"\"\n")
  }
}
