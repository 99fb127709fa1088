/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The few things the guards ask of a POM file, as written: nothing is inherited or interpolated. */
record Pom(Element project) {

    static Pom read(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            return new Pom(
                    factory.newDocumentBuilder().parse(file.toUri().toString()).getDocumentElement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /** The text at a path of element names below the project. */
    Optional<String> text(String... path) {
        Optional<Element> at = Optional.of(project);
        for (String name : path) {
            at = at.flatMap(
                    element -> children(element).stream().filter(named(name)).findFirst());
        }
        return at.map(element -> element.getTextContent().strip());
    }

    List<String> modules() {
        return below(project, "modules").stream()
                .map(module -> module.getTextContent().strip())
                .toList();
    }

    /** The artifacts of this project's own group in the dependencies. */
    List<String> ownDependencies() {
        return ownArtifacts(below(project, "dependencies"));
    }

    /** The artifacts of this project's own group in the managed dependencies. */
    List<String> ownManagedDependencies() {
        return children(project).stream()
                .filter(named("dependencyManagement"))
                .flatMap(management -> ownArtifacts(below(management, "dependencies")).stream())
                .toList();
    }

    private static List<String> ownArtifacts(List<Element> dependencies) {
        return dependencies.stream()
                .map(Pom::new)
                .filter(dependency -> dependency.text("groupId").equals(Optional.of("dev.imagetrust")))
                .map(dependency -> dependency.text("artifactId").orElseThrow())
                .toList();
    }

    private static List<Element> below(Element parent, String name) {
        return children(parent).stream()
                .filter(named(name))
                .flatMap(element -> children(element).stream())
                .toList();
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static Predicate<Element> named(String name) {
        return element -> element.getTagName().equals(name);
    }
}
