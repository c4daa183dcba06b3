"""Files that the office uploaded, as the public gets them."""

from django.http import FileResponse, Http404


def answer_pdf(datei, filename):
    """Answer with an uploaded PDF; 404 where there is none or its file is gone."""
    if not datei or not datei.storage.exists(datei.name):
        raise Http404
    return FileResponse(datei.open(), content_type="application/pdf", filename=filename)
