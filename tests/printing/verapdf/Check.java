import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Says which rules of PDF/UA-1 a file breaks, one on each line; ends with 1 if there is any. */
public class Check {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
    boolean good = true;
    for (String file : files) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
        ValidationResult result = validator.validate(parser);
        good &= result.isCompliant();
        for (TestAssertion one : result.getTestAssertions()) {
          System.out.println(file + ": " + one.getRuleId().getClause() + " " + one.getMessage() + " " + one.getErrorMessage());
        }
        System.out.println(file + ": " + result.getTotalAssertions() + " assertions, " + (result.isCompliant() ? "PDF/UA-1" : "not PDF/UA-1"));
      }
    }
    System.exit(good ? 0 : 1);
  }
}
