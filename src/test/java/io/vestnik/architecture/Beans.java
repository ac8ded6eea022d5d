package io.vestnik.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The hub's beans as its source names them, without starting it. */
final class Beans {

    private Beans() {}

    /** Bean name to the names of its public methods. */
    static Map<String, Set<String>> methodsByName() {
        Map<String, Set<String>> beans = new HashMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.vestnik")) {
            type.tryGetAnnotationOfType(Component.class).ifPresent(component ->
                    beans.put(name(component.value(), StringUtils.uncapitalizeAsProperty(type.getSimpleName())), methods(type)));
            for (JavaMethod method : type.getMethods()) {
                method.tryGetAnnotationOfType(Bean.class).ifPresent(bean -> beans.put(
                        name(bean.value().length > 0 ? bean.value()[0] : "", method.getName()), methods(method.getRawReturnType())));
            }
        }
        return beans;
    }

    private static String name(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    private static Set<String> methods(JavaClass type) {
        Set<String> names = new HashSet<>();
        type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(method -> names.add(method.getName()));
        return names;
    }
}
