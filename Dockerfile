# The image of wenbao: one static program, its policy and settings, and nothing else.
#
#   docker build -t wenbao .
#   docker run --rm --read-only --cap-drop ALL -p 127.0.0.1:8080:8080 wenbao
#
# Without callers in the settings, whoever reaches the published port may call: here this machine
# alone. Other settings or another policy are mounted over /etc/wenbao/wenbao.yaml and
# /etc/wenbao/policy.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends binutils libssl-dev pkg-config zlib1g-dev
WORKDIR /source
COPY . .
RUN Config/ops/image-root /image

FROM scratch
COPY --from=build /image /
LABEL org.opencontainers.image.title="wenbao" \
  org.opencontainers.image.description="What the Wenzhou medical-insurance rules say is owed" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.documentation="/usr/share/doc/wenbao/README.md"
# The user that images without a password file take for nobody in particular.
USER 65532:65532
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s --retries=3 \
  CMD ["/usr/bin/wenbao", "health", "--config", "/etc/wenbao/wenbao.yaml"]
ENTRYPOINT ["/usr/bin/wenbao"]
CMD ["serve", "--config", "/etc/wenbao/wenbao.yaml"]
