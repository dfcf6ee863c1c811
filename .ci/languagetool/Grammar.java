import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.languagetool.JLanguageTool;
import org.languagetool.Language;
import org.languagetool.Languages;
import org.languagetool.rules.Rule;
import org.languagetool.rules.RuleMatch;

/**
 * Checks the grammar of texts with LanguageTool.
 *
 * <p>Arguments: the folder with fr.txt and en.txt, a text a line after its place and a tab; and the
 * file of what is switched off, a rule, a place or * and the reason a line. Each finding is a line
 * on the output. Exit status 1 if anything was found, or if a line of that file has nothing to switch off.
 */
public final class Grammar {
  /** A wrong sentence of each language, in which something must be found. */
  private static final Map<String, String> CONTROLS =
      Map.of("fr", "Les médecin a parler de vos douleur.", "en", "She have seen an doctors.");

  private record Off(String language, String rule, String place) {}

  private Grammar() {}

  public static void main(String[] args) throws Exception {
    Map<String, Language> languages = new TreeMap<>(Map.of("fr", Languages.getLanguageForShortCode("fr"), "en", Languages.getLanguageForShortCode("en-GB")));
    Map<Off, Integer> off = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] part = line.split("\\s+", 4);
      if (part.length < 4) {
        throw new IllegalArgumentException("language, rule, place and reason: " + line);
      }
      off.put(new Off(part[0], part[1], part[2]), 0);
    }
    int found = 0;
    int texts = 0;
    for (Map.Entry<String, Language> entry : languages.entrySet()) {
      String language = entry.getKey();
      JLanguageTool tool = new JLanguageTool(entry.getValue());
      List<String> spelling = new ArrayList<>();
      for (Rule rule : tool.getAllActiveRules()) {
        if (rule.isDictionaryBasedSpellingRule()) {
          spelling.add(rule.getId()); // hunspell does that, with our list of words
        }
      }
      tool.disableRules(spelling);
      if (tool.check(CONTROLS.get(language)).isEmpty()) {
        System.err.println("the control passed: the check of " + language + " checks nothing");
        System.exit(2);
      }
      for (String line : Files.readAllLines(Path.of(args[0], language + ".txt"))) {
        int tab = line.indexOf('\t');
        String place = line.substring(0, tab);
        String text = line.substring(tab + 1);
        texts++;
        for (RuleMatch match : tool.check(text)) {
          String rule = match.getRule().getId();
          Off here = new Off(language, rule, place);
          Off everywhere = new Off(language, rule, "*");
          Off key = off.containsKey(here) ? here : everywhere;
          if (off.containsKey(key)) {
            off.merge(key, 1, Integer::sum);
            continue;
          }
          found++;
          System.out.printf("%s %s %s: %s [%s] in: %s%n", language, rule, place, match.getMessage(),
              text.substring(match.getFromPos(), match.getToPos()), text);
        }
      }
    }
    for (Map.Entry<Off, Integer> entry : off.entrySet()) {
      if (entry.getValue() == 0) {
        found++;
        System.out.println("nothing is found any more by " + entry.getKey() + ": take the line out");
      }
    }
    System.out.printf("grammar: %d texts, %d open%n", texts, found);
    System.exit(found == 0 ? 0 : 1);
  }
}
