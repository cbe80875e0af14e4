import com.adobe.epubcheck.tool.EpubChecker;

/** Runs EPUBCheck on several books in one virtual machine: `BookCheck FOLDER BOOK…` writes FOLDER/0.json, 1.json … */
public class BookCheck {
  public static void main(String[] given) {
    for (int book = 1; book < given.length; book++)
      new EpubChecker().run(new String[] {given[book], "--quiet", "--json", given[0] + "/" + (book - 1) + ".json"});
  }
}
