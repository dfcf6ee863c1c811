import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges the seals of documents with EU DSS.
 *
 * <p>Arguments: the files. For each seal a line on the output: its level, whether it is intact, and
 * the file; for each fault a line that begins with FAIL, the file and a tab. Exit status 1 if there
 * was a fault.
 *
 * <p>Each seal must be a PAdES baseline signature, intact, and by a certificate of ca.pem beside the
 * file if there is one; the last seal or time stamp must cover the whole file. A file named
 * ...-sealed.pdf must bear a seal, one named stamped... a seal with a time stamp. Of each sealed
 * file a copy with one bit changed is judged too, and must be found broken.
 *
 * <p>The practice's own authority publishes no revocation and stands on no list of the EU's, so that
 * DSS cannot say more than "indeterminate" of the certificate: that is not asked here. Nothing is
 * looked up on the network.
 */
public final class Seals {
  private Seals() {}

  public static void main(String[] args) {
    List<List<String>> reports = Arrays.stream(args).parallel().map(Path::of).map(Seals::report).toList();
    reports.forEach(lines -> lines.forEach(System.out::println));
    boolean good = reports.stream().flatMap(List::stream).noneMatch(line -> line.startsWith("FAIL "));
    System.out.println("dss: " + args.length + " files");
    System.exit(good ? 0 : 1);
  }

  private static List<String> report(Path file) {
    List<String> lines = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try {
      byte[] bytes = Files.readAllBytes(file);
      Path authority = file.resolveSibling("ca.pem");
      DiagnosticData found = read(bytes, authority);
      for (SignatureWrapper seal : found.getSignatures()) {
        lines.add(seal.getSignatureFormat() + (intact(seal) ? " intact " : " broken ") + file);
        judge(seal, Files.exists(authority), faults);
      }
      judge(found, bytes, file.getFileName().toString(), faults);
      if (!lines.isEmpty()) {
        bytes[bytes.length / 2] ^= 1;
        if (read(bytes, authority).getSignatures().stream().anyMatch(Seals::intact)) {
          faults.add("the control passed: a changed byte was not noticed");
        }
      }
    } catch (Exception e) {
      faults.add("DSS could not judge it: " + e);
    }
    faults.forEach(fault -> lines.add("FAIL " + file + "\t" + fault));
    return lines;
  }

  private static DiagnosticData read(byte[] bytes, Path authority) throws Exception {
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setAIASource(null); // it would ask the network for certificates
    if (Files.exists(authority)) {
      CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
      trusted.addCertificate(DSSUtils.loadCertificate(authority.toFile()));
      verifier.setTrustedCertSources(trusted);
    }
    SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(bytes));
    validator.setCertificateVerifier(verifier);
    return validator.validateDocument().getDiagnosticData();
  }

  private static boolean intact(SignatureWrapper seal) {
    return seal.isSignatureIntact() && seal.isSignatureValid();
  }

  /** What one seal must be. */
  private static void judge(SignatureWrapper seal, boolean trustAsked, List<String> faults) {
    if (!String.valueOf(seal.getSignatureFormat()).startsWith("PAdES-BASELINE-")) {
      faults.add("no PAdES baseline signature but " + seal.getSignatureFormat());
    }
    if (!intact(seal)) {
      faults.add("the seal is not intact");
    }
    if (trustAsked && !seal.isTrustedChain()) {
      faults.add("the certificate does not lead to ca.pem");
    }
    if (!seal.isSignatureByteRangeValid() || seal.arePdfModificationsDetected() || !seal.getPdfUndefinedChanges().isEmpty()) {
      faults.add("something was added to the file behind the seal");
    }
    seal.getStructuralValidationMessages().forEach(m -> faults.add("the signature is badly made: " + m));
  }

  /** What the file must be with all of its seals and time stamps. */
  private static void judge(DiagnosticData found, byte[] file, String name, List<String> faults) {
    if (name.endsWith("-sealed.pdf") && found.getSignatures().isEmpty()) {
      faults.add("it bears no seal");
    }
    if (name.startsWith("stamped") && found.getTimestampList().isEmpty()) {
      faults.add("it bears no time stamp");
    }
    long covered = 0;
    for (SignatureWrapper seal : found.getSignatures()) {
      covered = Math.max(covered, end(seal.getSignatureByteRange()));
      if (!seal.getTimestampList().isEmpty() && !seal.getSignatureFormat().toString().endsWith("-T")) {
        faults.add("a seal with a time stamp is of level " + seal.getSignatureFormat());
      }
    }
    for (TimestampWrapper stamp : found.getTimestampList()) {
      if (!stamp.isMessageImprintDataFound() || !stamp.isMessageImprintDataIntact() || !stamp.isSignatureIntact() || !stamp.isSignatureValid()) {
        faults.add("a time stamp is not intact");
      }
      if (stamp.getType().isDocumentTimestamp()) {
        covered = Math.max(covered, end(stamp.getSignatureByteRange()));
      }
    }
    if (!found.getSignatures().isEmpty() && covered != file.length) {
      faults.add("only " + covered + " of " + file.length + " bytes are covered");
    }
  }

  /** Where a byte range ends: it is a start and a length, twice. */
  private static long end(List<BigInteger> range) {
    return range.get(2).add(range.get(3)).longValueExact();
  }
}
