package io.vestnik.ingress.rest;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contract itself, for everybody. */
@RestController
class SpecificationPage {

    static final String PATH = "/api/v1/openapi.yaml";

    @GetMapping(PATH)
    ResponseEntity<Resource> specification() {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .body(new ClassPathResource(RestContract.FILE));
    }
}
