;;; Emacs' own client against the server: waits for the finding, applies its first fix and saves the file.  -*- lexical-binding: t -*-
(package-initialize)
(require 'eglot)

(defun wait-until (what condition)
  "Let the server talk until CONDITION holds; WHAT says what is waited for."
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (flymake-start)
      (accept-process-output nil 0.1))))

(defun errors ()
  (seq-filter (lambda (finding) (eq (flymake-diagnostic-type finding) 'eglot-error)) (flymake-diagnostics)))

(add-to-list 'eglot-server-programs
             `(python-mode . (,(getenv "FAULTLINE_NODE") ,(getenv "FAULTLINE_SERVER") "lsp" "--stdio")))
(setq eglot-sync-connect 60 eglot-confirm-server-initiated-edits nil flymake-no-changes-timeout 0.1)
(find-file (getenv "FAULTLINE_FILE"))
(call-interactively #'eglot)
(flymake-mode 1)
(wait-until "the finding" #'errors)
(let* ((finding (car (errors)))
       (begin (flymake-diagnostic-beg finding))
       (end (flymake-diagnostic-end finding)))
  (message "finding %d: %s" (line-number-at-pos begin) (flymake-diagnostic-text finding))
  (goto-char begin)
  (let ((action (elt (eglot-code-actions begin end "quickfix") 0)))
    (message "action: %s" (plist-get action :title))
    (eglot--apply-workspace-edit (plist-get action :edit))))
;; Changes are sent when Emacs is idle, which it never is in batch mode, and before a save.
(save-buffer)
(wait-until "the finding to go" (lambda () (null (errors))))
